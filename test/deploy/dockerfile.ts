import { readFileSync } from 'node:fs';
import { type Copy, DockerfileParser, type Env } from 'dockerfile-ast';

/** The Dockerfile's text and its instructions. */
export function readDockerfile(): { readonly text: string; readonly file: ReturnType<typeof DockerfileParser.parse> } {
  const text = readFileSync('Dockerfile', 'utf8');
  return { text, file: DockerfileParser.parse(text) };
}

/** What the image sets in the environment. */
export function imageEnvironment(): Readonly<Record<string, string>> {
  const variables = readDockerfile()
    .file.getENVs()
    .flatMap((env: Env) => env.getProperties());
  return Object.fromEntries(variables.map((variable) => [variable.getName(), variable.getValue() ?? '']));
}

/** Paths of the repository that enter the build. What is copied from another stage is none of them. */
export function copiedPaths(): string[] {
  const fromContext = readDockerfile()
    .file.getCOPYs()
    .filter((copy: Copy) => copy.getFlags().every((flag) => flag.getName() !== 'from'));
  const sources = fromContext.flatMap((copy) => copy.getArguments().slice(0, -1));
  return [...new Set(sources.map((source) => source.getValue()))];
}
