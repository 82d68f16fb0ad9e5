import { asScript, type PageData } from './page-data.js';
import { elementParts } from './program/elements.js';
import { proofParts } from './program/proof.js';
import { rankingParts } from './program/ranking.js';
import { sheetParts } from './program/sheet.js';
import { start, startParts } from './program/start.js';
import { styles } from './styles.js';

/** The functions of `program/` as they stand: no bundler, and what is reviewed is what runs. */
const program = [...elementParts, ...rankingParts, ...sheetParts, ...proofParts, ...startParts].map(String).join('\n');

/** Bundlers that keep names leave calls of it in the functions' text. */
const KEPT_NAMES = 'const __name = (it) => it;';

/** What the page may do: run its own scripts and those beside it. It loads nothing from anywhere and sends nothing. */
const POLICY =
  "default-src 'none'; script-src 'self' file: 'unsafe-inline'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** index.html: opens from disk, without server or network. */
export function indexHtml(data: PageData): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>小微企业园绩效评价审计包</title>
<style>${styles}</style>
</head>
<body>
<h1 id="title"></h1>
<nav id="editions"></nav>
<main id="view"></main>
<div id="proof"></div>
<noscript>本页需要浏览器允许运行脚本。</noscript>
<script>
'use strict';
${KEPT_NAMES}
${program}
(${String(start)})(${asScript(data)});
</script>
</body>
</html>
`;
}

/** A sheet as a script of its own, which the page asks for when somebody wants to see it. */
export function sheetScript(name: string, sheet: unknown): string {
  return `parkledgerSheet(${asScript(name)}, ${asScript(sheet)});\n`;
}
