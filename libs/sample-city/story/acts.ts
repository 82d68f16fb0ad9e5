/**
 * The acts of the story: everything that is done and is not a file. `at` is the local time (UTC+8) at which the act begins; an act that concerns many parks
 * or rows goes on from there, one command every few seconds. `by` is an account, or `park` or `county` for each park's own.
 */
interface Base<Kind extends string> {
  readonly at: string;
  readonly act: Kind;
  readonly by: string;
}

export interface LineVerdict {
  readonly park: string;
  readonly metric: string;
  readonly line: string;
  readonly verdict: 'returned' | 'struck';
  readonly reason: string;
}

export interface DraftScheme extends Base<'draftScheme'> {
  readonly document: string;
}
export interface ConfirmScheme extends Base<'confirmScheme'> {
  readonly reason: string;
}
export interface AdoptScheme extends Base<'adoptScheme'> {
  readonly document: string;
  readonly approver: string;
}
/** Enters the rows of a register's file that belong to a batch (登记批次). */
export interface Register extends Base<
  'registerZones' | 'registerParks' | 'recogniseParks' | 'grantTransitions' | 'registerEnterprises' | 'admitTenants' | 'endTenancies'
> {
  readonly batch?: string;
  readonly document?: string;
}
export interface DeclareParticipation extends Base<'declareParticipation'> {
  readonly park: string;
  readonly year: number;
  readonly takesPart: boolean;
}
export interface WithdrawRecognition extends Base<'withdrawRecognition'> {
  readonly park: string;
  readonly on: string;
  readonly ground: string;
  readonly document: string;
}
export interface ReportNested extends Base<'reportNested'> {
  readonly park: string;
  readonly kind: 'parkInPark' | 'factoryInFactory';
  readonly on: string;
}
export interface ConfirmNested extends Base<'confirmNested'> {
  readonly park: string;
  readonly document: string;
}
export interface RecordAccident extends Base<'recordAccident' | 'gradeAccident'> {
  readonly park: string;
  readonly accident: string;
  readonly date?: string;
  readonly severity: 'ordinary' | 'serious' | 'major' | 'extreme' | null;
  readonly document?: string;
}
export interface OpenEvaluation extends Base<'openEvaluation'> {
  readonly year: number;
}
/**
 * Delivers a workbook of a year, received and accepted; `by: park` every park's own of that name. Where it replaces what stands, it is accepted with a reason and a
 * document.
 */
export interface Deliver extends Base<'deliver'> {
  readonly year: number;
  /** Its file's name without the ending: `roster`, `declaration`, `amounts-base`; `verification` holds an office's verdicts on what awaits it. */
  readonly workbook: string;
  readonly correct?: { readonly reason: string; readonly document: string };
}
/** Verifies what awaits it: every line confirmed but those named. */
export interface Verify extends Base<'verify'> {
  readonly year: number;
  readonly metrics: readonly string[];
  readonly except?: readonly LineVerdict[];
}
export interface ReturnFact extends Base<'returnFact'> {
  readonly year: number;
  readonly park: string;
  readonly metric: string;
  readonly reason: string;
}
export interface FreezeRosters extends Base<'freezeRosters'> {
  readonly year: number;
}
/** Every park explains each claim that is far from last year's value and not explained yet. */
export interface ExplainChanges extends Base<'explainChanges'> {
  readonly year: number;
}
/** The deliverer asks for leave to correct behind the due day; the task force decides. */
export interface RequestCorrection extends Base<'requestCorrection'> {
  readonly year: number;
  readonly park: string;
  readonly metric: string;
  readonly reason: string;
  readonly document: string;
}
export interface DecideCorrection extends Base<'decideCorrection'> {
  readonly year: number;
  readonly park: string;
  readonly metric: string;
  readonly granted: boolean;
  readonly reason: string;
}
/** Every park whose claims are not declared yet signs its own 承诺书 of the `document`s; `county` reviews every declaration that awaits it. */
export interface Declare extends Base<'declare'> {
  readonly year: number;
  readonly document: string;
}
export interface Review extends Base<'review'> {
  readonly year: number;
  readonly returned?: readonly { readonly park: string; readonly text: string }[];
  readonly exceptCounties?: readonly string[];
}
export interface Waive extends Base<'waive'> {
  readonly year: number;
  readonly park: string;
  readonly metrics: readonly string[];
  readonly kind: 'claimed' | 'baseNonExistent';
  readonly reason: string;
}
export interface CloseCollection extends Base<'closeCollection'> {
  readonly year: number;
  readonly resultDay: string;
}
export interface RuleTie extends Base<'ruleTie'> {
  readonly year: number;
  readonly parks: readonly string[];
  readonly reason: string;
  readonly document: string;
  readonly persons: readonly string[];
}
export interface PlanSiteChecks extends Base<'planSiteChecks'> {
  readonly year: number;
  readonly seed: string;
}
/** What visitors bring back from a park: its own form and photos, by the key of that round of visits. A visit's day is that of its form. */
interface SiteVisits {
  readonly year: number;
  readonly persons: readonly string[];
  readonly findings: string;
  readonly document: string;
  readonly photos: string;
}
/** Records a visit to every park on the list that no earlier edition has visited: all found as claimed but those named. */
export interface RecordSiteChecks extends Base<'recordSiteChecks'>, SiteVisits {
  readonly failed?: readonly { readonly park: string; readonly findings: string }[];
}
/** A park that failed is visited again. */
export interface RepeatSiteCheck extends Base<'repeatSiteCheck'>, SiteVisits {
  readonly park: string;
}
export interface RecordMeeting extends Base<'recordMeeting'> {
  readonly year: number;
  readonly held: string;
  readonly document: string;
  readonly present: readonly string[];
  readonly recused: readonly string[];
  readonly decided: string;
}
export interface PublishNotice extends Base<'publishNotice'> {
  readonly year: number;
  readonly from: string;
  readonly document: string;
}
/** Where the notice was shown, from its first day on. */
export interface RecordNoticeProof extends Base<'recordNoticeProof'> {
  readonly year: number;
  readonly where: string;
  readonly on: string;
  readonly document: string;
}
/** The notice is over: how many objections came, none included. */
export interface ConcludeNotice extends Base<'concludeNotice'> {
  readonly year: number;
}
export interface LodgeObjection extends Base<'lodgeObjection'> {
  readonly year: number;
  readonly park: string;
  readonly text: string;
  readonly document: string;
}
export interface AssignObjection extends Base<'assignObjection'> {
  readonly year: number;
  readonly park: string;
  readonly office: string;
}
export interface AnswerObjection extends Base<'answerObjection'> {
  readonly year: number;
  readonly park: string;
  readonly founded: boolean;
  readonly answer: string;
  readonly document: string;
}
export interface ResolveObjection extends Base<'resolveObjection'> {
  readonly year: number;
  readonly park: string;
  readonly upheld: boolean;
  readonly answer: string;
  readonly document: string;
}
export interface ApproveResults extends Base<'approveResults'> {
  readonly year: number;
  readonly minutes: string;
  readonly consent: string;
  readonly notice: string;
}
export interface FinaliseResults extends Base<'finaliseResults'> {
  readonly year: number;
}
export interface ReopenEvaluation extends Base<'reopenEvaluation'> {
  readonly year: number;
  readonly reason: string;
  readonly document: string;
  readonly parks: readonly string[];
}
/** Pays every award of a year that is not paid yet; decides every proposed adjustment; pays 补发 and books what came back. */
export interface Awards extends Base<'payAwards' | 'decideAdjustments' | 'recoverAwards'> {
  readonly year: number;
  readonly on: string;
  readonly document: string;
  readonly ground?: string;
}

export type Act =
  | DraftScheme
  | ConfirmScheme
  | AdoptScheme
  | Register
  | DeclareParticipation
  | WithdrawRecognition
  | ReportNested
  | ConfirmNested
  | RecordAccident
  | OpenEvaluation
  | Deliver
  | Verify
  | ReturnFact
  | FreezeRosters
  | ExplainChanges
  | RequestCorrection
  | DecideCorrection
  | Declare
  | Review
  | Waive
  | CloseCollection
  | RuleTie
  | PlanSiteChecks
  | RecordSiteChecks
  | RepeatSiteCheck
  | RecordMeeting
  | PublishNotice
  | RecordNoticeProof
  | ConcludeNotice
  | LodgeObjection
  | AssignObjection
  | AnswerObjection
  | ResolveObjection
  | ApproveResults
  | FinaliseResults
  | ReopenEvaluation
  | Awards;
