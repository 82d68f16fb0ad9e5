import { stringify } from 'yaml';
import { seed } from '../city/cast.js';
import type { Act } from './acts.js';
import { accidentActs, opening, registers } from './opening.js';
import { year2022 } from './year-2022.js';
import { secondEdition, year2023 } from './year-2023.js';
import { collecting2024 } from './year-2024.js';

export const TIMELINE_PATH = 'timeline.yaml';

/** All acts, in the order of their time. */
export function makeTimeline(): readonly Act[] {
  const acts = [...opening(), ...registers(), ...accidentActs(), ...year2022(), ...year2023(), ...secondEdition(), ...collecting2024()];
  return acts
    .map((act, i) => ({ act, i }))
    .sort((a, b) => Date.parse(a.act.at) - Date.parse(b.act.at) || a.i - b.i)
    .map(({ act }) => act);
}

/** The acts as the file says them. */
export function timelineFile(acts: readonly Act[]): string {
  const about = [
    '# 示例市的经过：凡不是文件的事，按发生的先后列出。时间为北京时间；一项涉及多个园区或多行的，从该时刻起逐一办理。',
    '# by 为办理账号（见 registry/accounts.csv）；park、county 指各园区、各县区自己的账号。',
  ];
  return [...about, stringify({ seed, acts }, { lineWidth: 0, aliasDuplicateObjects: false })].join('\n');
}
