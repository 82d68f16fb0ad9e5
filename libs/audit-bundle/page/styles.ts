/** How the page looks, on a screen and on paper. */
export const styles = `
:root { --ink: #1f2933; --soft: #5f6c7b; --line: #d9dfe5; --paper: #fff; --tint: #f4f6f8; --accent: #14532d; --a: #fdf3d7; --c: #f8e4e1; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 78rem; padding: 1.5rem 1.25rem 4rem; color: var(--ink); background: var(--paper); line-height: 1.6;
  font: 15px/1.6 "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 1.55rem; margin: 0 0 .75rem; } h2 { font-size: 1.2rem; margin: 1.75rem 0 .5rem; } h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
a { color: var(--accent); } code, pre { font-family: "Noto Sans Mono", Consolas, monospace; font-size: .85em; overflow-wrap: anywhere; }
pre { background: var(--tint); border: 1px solid var(--line); border-radius: 4px; padding: .75rem; white-space: pre-wrap; }
.badge { font-size: .8rem; font-weight: normal; margin-left: .75rem; padding: .15rem .6rem; border: 1px solid var(--line); border-radius: 1rem; vertical-align: middle; white-space: nowrap; }
.badge.warn { border-color: #b42318; color: #b42318; }
#editions { display: flex; flex-wrap: wrap; gap: .4rem; border-bottom: 1px solid var(--line); padding-bottom: .6rem; }
.tab { padding: .25rem .8rem; border: 1px solid var(--line); border-radius: 4px; text-decoration: none; } .tab.shown { background: var(--accent); border-color: var(--accent); color: #fff; }
.note, .status, .code, cite, dt, .extremes, .points { color: var(--soft); } .notice { border-left: 4px solid #b45309; background: #fef6e7; padding: .4rem .8rem; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .92em; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .55rem; text-align: left; vertical-align: top; } th { background: var(--tint); font-weight: 600; }
.ranking th { font-size: .85em; } th.number, .ranking th:nth-child(n+6) { white-space: normal; } .ranking th:nth-child(-n+5) { white-space: nowrap; } .ranking th:nth-child(n+6) { min-width: 4.2em; } .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } .total { font-weight: 600; }
td.park { min-width: 11em; } td.park a { white-space: nowrap; } td.park .code { margin-left: .5em; white-space: nowrap; font-size: .85em; } .ranking .status { display: block; font-size: .85em; } .ranking .tier, .ranking th:nth-child(3) { text-align: center; }
tr.tier-A { background: var(--a); } tr.tier-C { background: var(--c); } tr.struck td { color: var(--soft); text-decoration: line-through; } tr.struck td:nth-child(2) { text-decoration: none; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: .5rem 0; } dd { margin: 0; overflow-wrap: anywhere; }
details { margin: .35rem 0; } details.indicator, details.rule { border: 1px solid var(--line); border-radius: 4px; padding: 0 .9rem; } summary { cursor: pointer; padding: .45rem 0; }
summary .label { font-weight: 600; } summary .score { float: right; font-weight: 600; margin-left: 1rem; font-variant-numeric: tabular-nums; } summary .points { float: right; }
details.rule summary .points { float: right; } blockquote { margin: .25rem 0 .75rem; padding: .5rem .9rem; background: var(--tint); border-left: 4px solid var(--line); } cite { display: block; font-style: normal; font-size: .88em; }
.readings { margin: 0 0 .75rem; padding-left: 1.2rem; color: var(--soft); font-size: .88em; } .readings b { color: var(--ink); }
.term { border-left: 2px solid var(--line); margin: .6rem 0 .6rem .3rem; padding-left: .9rem; } .term .term { border-left-color: #b7c4d1; } .input { background: var(--tint); border-radius: 4px; margin: .35rem 0; padding: .35rem .8rem; }
p.head { display: flex; justify-content: space-between; gap: 1rem; margin: 0; } p.head .label { font-weight: 600; } p.head .value { font-variant-numeric: tabular-nums; text-align: right; overflow-wrap: anywhere; }
p.formula, p.extremes, p.flags { margin: 0; font-size: .92em; overflow-wrap: anywhere; } p.formula.total { margin: .5rem 0; font-weight: 600; } p.flags { color: #9a3412; }
.input dl { font-size: .85em; margin: .1rem 0; } .lines { font-size: .92em; } .tools { display: flex; gap: .6rem; align-items: center; margin-top: 1rem; } .tools .back { margin-right: auto; }
button { font: inherit; padding: .2rem .8rem; border: 1px solid var(--line); border-radius: 4px; background: var(--tint); cursor: pointer; } .proof { border-top: 1px solid var(--line); margin-top: 2.5rem; }
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  body { max-width: none; padding: 0; font-size: 10pt; } #editions, .tools, .back { display: none; } a { color: inherit; text-decoration: none; }
  table { font-size: 8.5pt; } th, td { padding: .12rem .35rem; } .scroll { overflow: visible; } tr, .input, p.head { break-inside: avoid; } thead { display: table-header-group; } tr.tier-A, tr.tier-C, th, .input, blockquote { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
