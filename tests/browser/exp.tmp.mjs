import { startChromium } from './lib/browsers.mjs';
import { startGuideServer, startHostServer } from './lib/servers.mjs';
import { openGuide } from './lib/host.mjs';
import { walk, LAST } from './lib/walk.mjs';
const guide = await startGuideServer(); const host = await startHostServer(guide);
const b = await startChromium();
for (const p of ['kin']) { await openGuide(b.driver, host.embed('agency'));
const s = await walk(b.driver, p, { answers: LAST });
for (const x of s) console.log(x.kind, JSON.stringify(x.given), x.text.match(/.{60}(Parish|71101).{60}/g)?.slice(0,4), x.title); }
await b.close(); await host.close(); await guide.close();
