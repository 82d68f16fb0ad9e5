import { buffer } from 'node:stream/consumers';
import { canonicalJson, sha256 } from '#libs/kernel';
import { leafHash, parsePolicy, parseProofFile, RunningRoot, verifyProofFile } from '#libs/transparency';
import { cityOf, corpusEvents, unzip } from '../testing/index.js';
import { type EventLine, leafOf, parseBundlePath, parseManifest, parseResultFile, readEventLines } from '../index.js';
import { type BundleRequest, prepareBundle, streamOf } from './index.js';

const events = corpusEvents();
const made = new Map<string, Promise<Map<string, Buffer>>>();

describe('x', () => {
  it('y', async () => {
    const city = await cityOf(events);
    const t = performance.now();
    const bundle = await prepareBundle(city.sources, { kind: 'whole', years: [2023] });
    const bytes = await buffer(streamOf(bundle));
    console.log(performance.now() - t, bytes.length, bundle.fileName);
    const files = await unzip(bytes);
    for (const [p, c] of files) {
      parseBundlePath(p);
      if (!p.startsWith('evidence')) console.log(p, c.length);
    }
    console.log(files.get('manifest.json')!.toString().slice(0, 300));
  }, 60000);
});
