/** The documents of the road of a claim, in its order, by the code that stands in an address. */
export const documentKinds = [
  'commitment',
  'selfAssessment',
  'countyReview',
  'verification',
  'siteCheck',
  'scoreSheet',
  'meeting',
  'notice',
  'objection',
  'result',
  'awards',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** The documents as people name them. */
export const documentNames: Readonly<Record<DocumentKind, string>> = {
  commitment: '承诺书',
  selfAssessment: '自评表',
  countyReview: '初审意见表',
  verification: '核实表',
  siteCheck: '现场核查表',
  scoreSheet: '计分底稿',
  meeting: '会议纪要附表',
  notice: '公示表',
  objection: '异议处理单',
  result: '结果通报',
  awards: '资金分配表',
};

/** Documents of one park: they can't be made without saying which. */
export const documentsOfAPark: ReadonlySet<DocumentKind> = new Set([
  'commitment',
  'selfAssessment',
  'countyReview',
  'siteCheck',
  'scoreSheet',
]);

export const documentFormats = ['pdf', 'xlsx', 'csv'] as const;
export type DocumentFormat = (typeof documentFormats)[number];
