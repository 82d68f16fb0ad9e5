import { bundleErrors } from '#libs/audit-bundle';
import { transparencyErrors } from '#libs/transparency';
import { verificationErrors } from '#libs/verification';
import { auditorErrors } from '../errors.js';
import { englishText } from './english/index.js';

/** What only who signs, serves, witnesses or keeps a log can meet: fsck looks at read models and the tree's file, which no bundle has. */
const ofOthers =
  /^verification\.(headMalformed|reads|signedFile|store|tree)|^transparency\.(badSigningKey|checkpointShrinks|checkpointInconsistent|badTilePath|tile|storeMoved|entry|entries|badTime|request|logUnknown|oldSize)/;

describe('Every code that the auditor’s program can tell', () => {
  const definitions = {
    ...auditorErrors.definitions,
    ...bundleErrors.definitions,
    ...verificationErrors.definitions,
    ...transparencyErrors.definitions,
  };
  const codes = Object.entries(definitions).filter(([code]) => !ofOthers.test(code));
  const names = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string);

  it.each(codes)('%s has an English text, from the same parameters', (code, { zh }) => {
    const [message, remedy] = englishText(code) ?? [];
    expect(message).toMatch(/^[\x20-\x7e“”’]+$/);
    expect(remedy).toMatch(/\.$|\}$/);
    const known = new Set([...names(zh), ...names(definitions[code as keyof typeof definitions].remedy)]);
    expect([...names(message ?? ''), ...names(remedy ?? '')].filter((name) => !known.has(name))).toEqual([]);
  });
});
