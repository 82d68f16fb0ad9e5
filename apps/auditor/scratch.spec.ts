import { writeFileSync } from 'node:fs';
import { corpusBundle } from './testing/corpus-bundle.testing.js';
it('makes', async () => {
  const whole = await corpusBundle('whole', { signed: [100, 500] });
  writeFileSync('/tmp/aud/whole.zip', whole.bytes);
  writeFileSync('/tmp/aud/policy.txt', whole.policy);
  const pub = await corpusBundle('public', { signed: [100, 500] });
  writeFileSync('/tmp/aud/public.zip', pub.bytes);
  const early = await corpusBundle('whole', { size: 600 });
  writeFileSync('/tmp/aud/early.zip', early.bytes);
}, 60000);
