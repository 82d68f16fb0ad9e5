import type { OpenAPIObject } from '@nestjs/swagger';
import { compareIds } from '#libs/kernel';
import { code, page, table } from './markdown.js';

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** docs/api.md: every route, by the tag that its controller bears. Bodies, parameters and answers stand in the OpenAPI document at /api. */
export function apiPage(document: OpenAPIObject): string {
  const byTag = new Map<string, string[][]>();
  for (const [path, item] of Object.entries(document.paths).sort(([a], [b]) => compareIds(a, b))) {
    for (const method of methods) {
      const operation = item[method];
      if (!operation) continue;
      const tag = operation.tags?.[0] ?? 'other';
      const rows = byTag.get(tag) ?? [];
      byTag.set(tag, rows);
      rows.push([method.toUpperCase(), code(path), operation.summary ?? '']);
    }
  }
  const sections = [...byTag]
    .sort(([a], [b]) => compareIds(a, b))
    .map(([tag, rows]) => `## ${tag}\n\n${table(['method', 'path', '说明'], rows)}`);
  const count = [...byTag.values()].reduce((sum, rows) => sum + rows.length, 0);
  return page(
    'HTTP API',
    `${count} routes. Parameters, bodies and answers: the OpenAPI document that the server shows at \`/api\`.`,
    sections,
  );
}
