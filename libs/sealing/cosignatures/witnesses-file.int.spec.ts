import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cosigner, formatVerifierKey } from '#libs/transparency';
import { keyOf } from '#libs/transparency/testing';
import { readWitnesses } from './witnesses-file.js';

describe('The list of witnesses', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'parkledger-witnesses-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const read = (...lines: readonly string[]) => {
    const path = join(folder, 'witnesses.txt');
    writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
    return readWitnesses(path);
  };
  const key = formatVerifierKey(cosigner('w.example', keyOf('w'), 1n).verifier);

  it('is a trust file: those with an address are asked', () => {
    const other = formatVerifierKey(cosigner('x.example', keyOf('x'), 1n).verifier);
    const { asked, policy } = read(
      `witness 审计局 ${key} https://w.example/witness`,
      `witness x ${other}`,
      'group both all 审计局 x',
      'quorum both',
    );
    expect(asked.map(({ name, url }) => [name, url])).toEqual([['审计局', 'https://w.example/witness']]);
    expect(policy.witnesses).toHaveLength(2);
  });

  it.each(['ftp://w.example', 'w.example', 'https://me:secret@w.example', 'https://w.example/?a', 'https://w.example/#a'])(
    'is refused with the address %s',
    (url) => {
      expect(() => read(`witness w ${key} ${url}`, 'quorum w')).toThrow(expect.objectContaining({ code: 'sealing.witnessesFile' }));
    },
  );

  it('is refused where it can’t be read, naming the line', () => {
    expect(() => read('witness w', 'quorum w')).toThrow(expect.objectContaining({ message: expect.stringContaining('第 1 行') }));
    expect(() => readWitnesses(join(folder, 'nowhere'))).toThrow(expect.objectContaining({ message: expect.stringContaining('ENOENT') }));
  });
});
