import { parse } from 'yaml';
import type { Scheme } from '#libs/scheme';
import { parseWorkbook } from '#libs/spreadsheets';
import { counties, jurisdiction } from '../city/dictionary.js';
import type { Files } from '../files/files.js';
import type { Act } from '../story/acts.js';
import { ACCOUNTS_PATH, readAccounts } from '../story/accounts.js';
import { TIMELINE_PATH } from '../story/timeline.js';
import { type DeliveryPlan, planDelivery, type ReadWorkbook, readWorkbooks } from './deliveries.js';
import {
  type DossierPlan,
  planDecision,
  planDeclarations,
  planExplanations,
  planFreezing,
  planRequest,
  planReturn,
  planReviews,
  planVerification,
  planWaivers,
} from './dossiers.js';
import { planEvaluation, planScheme } from './evaluations.js';
import { FactBook } from './fact-book.js';
import { SeedFiles } from './files.js';
import { planPark } from './parks.js';
import { Pen } from './pen.js';
import { countiesOfParks, planRegister } from './register.js';
import type { Planned } from './step.js';

/** The sample's scheme: the city's own, adopted by the invented city. */
export function sampleScheme(scheme: Scheme): Scheme {
  const title = `${jurisdiction.name}小微企业园绩效评价方案（示例）`;
  return { ...scheme, id: 'sample-city', title, jurisdiction: { ...jurisdiction, counties: [...counties] } };
}

export interface SamplePlan {
  readonly seed: string;
  readonly files: SeedFiles;
  readonly steps: readonly Planned[];
}

/** Told after each act, with what has been delivered and verified by then. */
export type AfterAct = (act: Act, book: FactBook) => void;

type WholePlan = DossierPlan & DeliveryPlan;

export interface PlanOptions {
  /** Reads the delivered workbooks; in this thread where it is left out. */
  readonly read?: ReadWorkbook;
  readonly afterAct?: AfterAct;
}

/** Turns the seeds into commands, in order, each with its instant and key. Pure: the same seeds give the same plan. */
export async function planSample(
  seeds: Files,
  scheme: Scheme,
  { read = parseWorkbook, afterAct = () => undefined }: PlanOptions = {},
): Promise<SamplePlan> {
  const own = sampleScheme(scheme);
  const files = new SeedFiles(seeds, own);
  const timeline = parse(files.text(TIMELINE_PATH)) as { seed: string; acts: readonly Act[] };
  const pen = new Pen(readAccounts(files.text(ACCOUNTS_PATH)));
  const workbooks = await readWorkbooks(files, read);
  const plan: WholePlan = { files, workbooks, scheme: own, book: new FactBook(), pen, countyOf: countiesOfParks(files) };
  for (const act of timeline.acts) {
    pen.begin(act, labelOf(act));
    planAct(act, plan);
    afterAct(act, plan.book);
  }
  return { seed: timeline.seed, files, steps: pen.planned };
}

function planAct(act: Act, plan: WholePlan): void {
  const { files, pen, scheme, countyOf } = plan;
  switch (act.act) {
    case 'draftScheme':
    case 'confirmScheme':
    case 'adoptScheme':
      return planScheme(act, scheme, files, pen);
    case 'registerZones':
    case 'registerParks':
    case 'recogniseParks':
    case 'grantTransitions':
    case 'registerEnterprises':
    case 'admitTenants':
    case 'endTenancies':
      return planRegister(act, files, pen, scheme);
    case 'declareParticipation':
    case 'withdrawRecognition':
    case 'reportNested':
    case 'confirmNested':
    case 'recordAccident':
    case 'gradeAccident':
      return planPark(act, files, pen, countyOf);
    case 'deliver':
      return planDelivery(act, plan);
    case 'verify':
      return planVerification(act, plan);
    case 'returnFact':
      return planReturn(act, plan);
    case 'freezeRosters':
      return planFreezing(act, plan);
    case 'explainChanges':
      return planExplanations(act, plan);
    case 'requestCorrection':
      return planRequest(act, plan);
    case 'decideCorrection':
      return planDecision(act, plan);
    case 'declare':
      return planDeclarations(act, plan);
    case 'review':
      return planReviews(act, plan);
    case 'waive':
      return planWaivers(act, plan);
    case 'recordSiteChecks':
    case 'payAwards':
    case 'decideAdjustments':
    case 'recoverAwards':
      return pen.late(act);
    default:
      return planEvaluation(act, scheme, files, pen);
  }
}

const labels: Readonly<Record<Act['act'], string>> = {
  draftScheme: '起草方案',
  confirmScheme: '确认方案要点',
  adoptScheme: '采用方案',
  registerZones: '登记开发区',
  registerParks: '登记园区',
  recogniseParks: '园区认定',
  grantTransitions: '给予过渡期',
  registerEnterprises: '登记企业',
  admitTenants: '企业入园',
  endTenancies: '企业离园',
  declareParticipation: '参评声明',
  withdrawRecognition: '撤销认定',
  reportNested: '报告园中园',
  confirmNested: '认定园中园',
  recordAccident: '登记事故',
  gradeAccident: '事故定级',
  openEvaluation: '启动评价',
  deliver: '数据填报',
  verify: '核实',
  returnFact: '退回',
  freezeRosters: '冻结名单',
  explainChanges: '说明变动',
  requestCorrection: '申请更正',
  decideCorrection: '决定更正申请',
  declare: '园区申报',
  review: '属地初审',
  waive: '豁免',
  closeCollection: '截止采集、计分',
  ruleTie: '裁定并列',
  planSiteChecks: '安排现场核查',
  recordSiteChecks: '现场核查',
  repeatSiteCheck: '现场复查',
  recordMeeting: '专班会议',
  publishNotice: '公示',
  recordNoticeProof: '公示证明',
  concludeNotice: '公示情况',
  lodgeObjection: '异议',
  assignObjection: '交办异议',
  answerObjection: '核实异议',
  resolveObjection: '答复异议',
  approveResults: '批准结果',
  finaliseResults: '定案',
  reopenEvaluation: '重启评价',
  payAwards: '拨付奖励',
  decideAdjustments: '决定补发、追回',
  recoverAwards: '收回奖励',
};

function labelOf(act: Act): string {
  const label = act.act === 'deliver' && act.workbook === 'verification' ? labels.verify : labels[act.act];
  return `${act.at.slice(0, 7)} ${label}${'year' in act ? `（${act.year} 年度）` : ''}`;
}
