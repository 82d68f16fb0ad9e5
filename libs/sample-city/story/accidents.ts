import { accident2022, accident2024, seriousAccident } from '../city/cast.js';

/** The accidents of the story. Severities by the statutory levels; `recorded` and `graded` are the days on which 应急管理 enters them. */
export const accidents = [
  { accident: '示例事故2022-03', park: accident2022, date: '2022-08-14', severity: 'major', recorded: '2023-01-16', graded: null },
  {
    accident: '示例事故2023-01',
    park: seriousAccident,
    date: '2023-06-09',
    severity: 'serious',
    recorded: '2023-06-12',
    graded: '2023-07-10',
  },
  { accident: '示例事故2024-02', park: accident2024, date: '2024-03-11', severity: 'major', recorded: '2024-03-13', graded: '2024-05-20' },
] as const;
