import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  createDurably,
  createDurablySync,
  exists,
  ifThere,
  moveDurably,
  OWNER_ONLY,
  replaceDurably,
  replaceDurablySync,
} from '#libs/files';

describe('Files that are there whole or not at all', () => {
  let folder: string;
  const at = (...names: string[]): string => path.join(folder, ...names);
  const text = (name: string): string => readFileSync(at(name), 'utf8');
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'files-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are never written over by who means to make a new one', async () => {
    expect(await createDurably(at('new'), async (file) => (await file.write('one')).bytesWritten, { mode: OWNER_ONLY })).toBe(3);
    await expect(createDurably(at('new'), (file) => file.writeFile('two'))).rejects.toMatchObject({ code: 'EEXIST' });
    expect(() => createDurablySync(at('new'), 'two')).toThrow(expect.objectContaining({ code: 'EEXIST' }));
    expect(text('new')).toBe('one');
    expect(statSync(at('new')).mode & 0o777).toBe(OWNER_ONLY);
  });

  it('are replaced as a whole, by several at once too, and leave no draft behind', async () => {
    const contents = Array.from({ length: 8 }, (_, i) => String(i).repeat(50_000));
    await Promise.all(contents.map((content) => replaceDurably(at('kept'), content)));
    expect(contents).toContain(text('kept'));
    replaceDurablySync(at('kept'), 'last');
    expect(text('kept')).toBe('last');
    expect(readdirSync(folder)).toEqual(['kept']);
  });

  it('stay as they were where the new content can’t be put in their place', async () => {
    await createDurably(at('in the way'), (file) => file.writeFile('a file'));
    await expect(replaceDurably(at('in the way', 'inside'), 'x')).rejects.toMatchObject({ code: 'ENOTDIR' });
    expect(readdirSync(folder)).toEqual(['in the way']);
  });

  it('are moved into folders that are made on the way', async () => {
    await createDurably(at('draft'), (file) => file.writeFile('content'));
    await moveDurably(at('draft'), at('a', 'b', 'file'));
    expect(text('a/b/file')).toBe('content');
    expect([await exists(at('draft')), await exists(at('a', 'b', 'file'))]).toEqual([false, true]);
  });

  it('are missed without an error, where no other one stands in the way', async () => {
    const failing = (code: string): Promise<never> => Promise.reject(Object.assign(new Error(code), { code }));
    expect(await ifThere(failing('ENOENT'))).toBeUndefined();
    await expect(ifThere(failing('EACCES'))).rejects.toMatchObject({ code: 'EACCES' });
  });
});
