// Asks HAProxy itself whether the cluster's configuration is one (deploy/haproxy). On a machine without haproxy it says so and leaves it at that.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './build.mjs';

const folder = path.join(root, 'deploy', 'haproxy');
const scratch = mkdtempSync(path.join(tmpdir(), 'parkledger-proxy-'));
try {
  // In the container the folder lies elsewhere; the files that the configuration names are looked for here.
  const config = readFileSync(path.join(folder, 'haproxy.cfg'), 'utf8').replaceAll('/usr/local/etc/haproxy/', `${folder}/`);
  const file = path.join(scratch, 'haproxy.cfg');
  writeFileSync(file, config);
  const { error, status, stderr } = spawnSync('haproxy', ['-c', '-dW', '-f', file], { encoding: 'utf8' });
  if (error?.code === 'ENOENT') {
    console.log('没有找到 haproxy，未检查 deploy/haproxy/haproxy.cfg（apt-get install haproxy 后可检查）');
  } else {
    if (error) throw error;
    if (status !== 0) console.error(stderr);
    console.log(status === 0 ? 'deploy/haproxy/haproxy.cfg：haproxy 认可' : 'deploy/haproxy/haproxy.cfg：haproxy 不认可');
    process.exitCode = status === 0 ? 0 : 1;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
