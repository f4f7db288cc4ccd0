// Starts real web servers on a release's own configuration, each on a free port of this machine, and ends what it started.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { freePort, listening, newFolder, program, start } from './processes.mjs';

const UNPACKED = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'porchlight/nginx/usr/sbin/nginx');

/**
 * nginx on `root` as the included nginx.conf says, at `path` ('/' or '/a/b/'). One process, which its starter ends.
 * It knows no types but those that the file brings along.
 */
export async function startNginx(root, path = '/') {
  const binary = program([process.env.NGINX, 'nginx', UNPACKED], 'cargo xtask test');
  const module = [resolve(dirname(binary), '../lib/nginx/modules'), '/usr/lib/nginx/modules']
    .map(folder => join(folder, 'ngx_http_brotli_static_module.so')).find(file => existsSync(file));
  const folder = newFolder('nginx');
  const port = await freePort();
  // As its comment tells those who have the module to do.
  const shipped = readFileSync(join(root, 'nginx.conf'), 'utf8');
  const included = join(folder, 'porchlight.conf');
  writeFileSync(included, module ? shipped.replaceAll('# brotli_static on;', 'brotli_static on;') : shipped);
  const own = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(name => `${name}_temp_path "${folder}/${name}";`).join(' ');
  const place = path === '/' ? `root "${root}"; include "${included}";` : `root "${folder}"; location ${path} { alias "${root}/"; include "${included}"; }`;
  writeFileSync(join(folder, 'nginx.conf'), `${module ? `load_module "${module}";` : ''}
daemon off; master_process off; pid "${folder}/pid"; error_log stderr warn;
events { worker_connections 64; }
http { access_log off; ${own} server { listen 127.0.0.1:${port}; ${place} } }
`);
  const server = start(binary, ['-p', folder, '-c', join(folder, 'nginx.conf')]);
  await listening(port, server);
  return { origin: `http://127.0.0.1:${port}${path.slice(0, -1)}`, brotli: Boolean(module), stop: server.stop };
}

/** Apache on `root`, which holds a .htaccess. */
export async function startApache(root, path = '/') {
  const binary = program([process.env.APACHE, '/usr/sbin/apache2', 'httpd'], 'apt-get install -y apache2-bin');
  const modules = '/usr/lib/apache2/modules';
  const folder = newFolder('apache');
  const port = await freePort();
  const wanted = ['authz_core', 'dir', 'mime', 'setenvif', 'rewrite', 'headers', 'alias', 'mpm_event'];
  const loads = wanted.map(name => `LoadModule ${name}_module ${modules}/mod_${name}.so`).join('\n');
  // The types of Debian's own configuration that are in the way of the copies.
  writeFileSync(join(folder, 'types'), 'text/html html\napplication/gzip gz\n');
  writeFileSync(join(folder, 'apache.conf'), `ServerRoot "${folder}"
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
${loads}
PidFile "${folder}/pid"
ErrorLog "|/bin/cat"
DefaultRuntimeDir "${folder}"
TypesConfig "${folder}/types"
AddLanguage br .br
StartServers 1
${process.getuid?.() === 0 ? 'User #65534\nGroup #65534' : ''}
${path === '/' ? `DocumentRoot "${root}"` : `DocumentRoot "${folder}"\nAlias "${path}" "${root}/"`}
<Directory "${root}">
  Require all granted
  Options FollowSymLinks
  AllowOverride FileInfo Indexes
</Directory>
`);
  const server = start(binary, ['-f', join(folder, 'apache.conf'), '-DFOREGROUND'], { stdio: ['ignore', 'pipe', 'pipe'] });
  await listening(port, server);
  return { origin: `http://127.0.0.1:${port}${path.slice(0, -1)}`, said: server.said, stop: server.stop };
}

/** The dumbest server: `python3 -m http.server`, without compression, without any header of ours. */
export async function startPython(root) {
  const port = await freePort();
  const server = start(program(['python3'], 'apt-get install -y python3'), ['-m', 'http.server', String(port), '--bind', '127.0.0.1', '--directory', root]);
  await listening(port, server);
  return { origin: `http://127.0.0.1:${port}`, stop: server.stop };
}
