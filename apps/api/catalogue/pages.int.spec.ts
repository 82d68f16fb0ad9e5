import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../project-root.js';
import { generatedPages } from './pages.js';

/** Every source file of the product: no specs, no test doubles. */
function sources(): string[] {
  const root = projectRoot();
  return ['apps', 'libs'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !/\.(spec|testing)\.ts$|(^|\/)(testing|contract)\//.test(name))
      .map((name) => readFileSync(path.join(root, folder, name), 'utf8')),
  );
}

const named = (pattern: RegExp): string[] => sources().flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] as string));

describe('The generated pages', () => {
  let pages: Readonly<Record<string, string>>;
  beforeAll(async () => {
    pages = await generatedPages();
  });

  it('tell every event type that the sources declare', () => {
    const declared = named(/defineEvent\(\s*'(\w+)'/g);
    expect(declared.length).toBeGreaterThan(90);
    const told = [...(pages['docs/catalogue.md'] ?? '').matchAll(/^#### (\w+) · version \d+$/gm)].map((match) => match[1]);
    expect([...told].sort()).toEqual([...declared].sort());
  });

  it('tell every error code that the sources declare, with its text and what to do', () => {
    const declared = named(/^ {2}'(\w+\.\w+)': \{(?=[^}]*\bkind:?)/gm);
    expect(declared.length).toBeGreaterThan(250);
    const told = [...(pages['docs/catalogue.md'] ?? '').matchAll(/^\| `(\w+\.\w+)` \| \d{3} \w+ \| [^|]+ \| [^|]+ \|$/gm)].map(
      (match) => match[1],
    );
    expect([...told].sort()).toEqual([...declared].sort());
  });

  it('tell every route, each with a sentence', () => {
    const routes = [...(pages['docs/api.md'] ?? '').matchAll(/^\| (?:GET|POST|PUT|PATCH|DELETE) \| `(\S+)` \| (.*) \|$/gm)];
    expect(routes.length).toBeGreaterThan(100);
    expect(routes.filter((route) => route[2] === '').map((route) => route[1])).toEqual([]);
  });

  it('come out the same each time', async () => {
    expect(await generatedPages()).toEqual(pages);
  });
});
