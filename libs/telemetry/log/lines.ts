/** Every line that the house writes, by its code, with the words for people. Codes are for machines and don't change. */
export const logWords = {
  'server.listening': '开始服务',
  'server.stopping': '正在停止服务',
  'http.request': '请求已答复',
  'http.fault': '请求处理出错',
  'command.refused': '命令被拒绝',
  'command.unknown': '命令是否已记入尚不确定：账本存储没有答复',
  'command.failed': '命令执行出错',
  'process.refused': '系统流程的命令被拒绝，已记入账本',
  'process.failed': '系统流程的命令未能完成，已记入账本，须由人工处理',
  'follower.dropped': '对日志的订阅中断，稍后从断处继续',
  'follower.stopped': '停在一条不能处理的事件上，不再前进',
  'store.silent': '账本存储没有答复',
  'store.answers': '账本存储恢复答复',
  'log.signed': '日志的检查点已签',
  'log.refused': '拒绝签署日志的检查点，读写照常；须由人工处理',
  'log.resumed': '恢复签署日志的检查点',
  'log.rebuilt': '日志的树属于另一份账本，正由账本重建',
  'log.trouble': '日志的树或签名暂时不能继续，稍后再试',
  'log.stopped': '日志的树停在一条不能成为叶子的事件上，不再前进',
  'traces.lost': '追踪数据未能送出',
  framework: '框架信息',
} as const;

export type LogEvent = keyof typeof logWords;

/**
 * All that a line may carry beside its code. The list is closed: no payload, no header, no name of a person, no address can be written by mistake. What is counted is in
 * the unit of its name (`ms`, `seconds`).
 */
export interface LogFields {
  readonly correlationId?: string | undefined;
  readonly commandId?: string;
  readonly method?: string;
  /** The route's template. */
  readonly route?: string;
  readonly status?: number;
  readonly ms?: number;
  /** An error code of the house. */
  readonly code?: string;
  /** A stream's category. */
  readonly category?: string;
  /** A command's type. */
  readonly command?: string;
  readonly process?: string;
  readonly follower?: string;
  /** A log index. */
  readonly index?: number;
  readonly drops?: number;
  /** Leaves of the log's tree, as text. */
  readonly size?: string;
  readonly operation?: string;
  readonly failures?: number;
  readonly seconds?: number;
  readonly port?: number;
  readonly spans?: number;
  /** Where in the framework it comes from, and what it says. */
  readonly context?: string;
  readonly text?: string;
  /** Written as describeError tells it. */
  readonly error?: unknown;
}
