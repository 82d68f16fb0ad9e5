import type { InBoth, Language } from '../language/language.js';

export const commandNames = ['verify', 'explain', 'recompute', 'diff'] as const;
export type CommandName = (typeof commandNames)[number];

/** What can be wrong with a command line: the code in `params.reason`, and its words. */
export const usageReasons = {
  unknownCommand: '没有这个命令',
  badOption: '选项不对',
  optionElsewhere: '这个命令没有此选项',
  optionMissing: '缺少选项',
  bundleMissing: '没有给出审计包',
  tooManyFiles: '文件过多',
  trustMissing: '没有给出信任文件（若只想看内容是否自洽，可明示不判断签名）',
  badYear: '年度应为四位数字',
  badEdition: '版次应为正整数',
  badLanguage: '语言不对，可用中文（zh）或英文（en）',
} as const;

const program = 'parkledger-audit';

const overview: InBoth = {
  zh: `${program}：脱机核验小微企业园绩效评价账本的审计包，不需要网络、服务器或数据库。

用法：
  ${program} verify    审计包.zip --trust 信任文件 [--held 手中的检查点]…
  ${program} explain   审计包.zip --year 年度 --park 园区 --indicator 指标 [--edition 版次]
  ${program} recompute 审计包.zip [--year 年度] [--scheme 另一份口径.yaml]
  ${program} diff      审计包A.zip 审计包B.zip
  ${program} help 命令

共同选项：
  --trust 文件   信任文件（C2SP tlog-policy）：信任哪些日志和见证方的公钥
  --lang zh|en   输出语言，默认按 LANG，未设为英文时用中文
  --json         输出供程序读取的结果，代码稳定不变
  --version      程序版本

退出码：0 相符，1 发现不符，2 参数有误或文件读不了。
`,
  en: `${program}: checks an audit bundle of the park evaluation ledger offline, without network, server or database.

Usage:
  ${program} verify    BUNDLE.zip --trust POLICY [--held CHECKPOINT]...
  ${program} explain   BUNDLE.zip --year YEAR --park PARK --indicator INDICATOR [--edition N]
  ${program} recompute BUNDLE.zip [--year YEAR] [--scheme OTHER.yaml]
  ${program} diff      A.zip B.zip
  ${program} help COMMAND

Common options:
  --trust FILE   trust file (C2SP tlog-policy): which keys of logs and witnesses are trusted
  --lang zh|en   language of the output; by default from LANG, Chinese unless that is English
  --json         output for programs, with stable codes
  --version      version of the program

Exit code: 0 all agrees, 1 a difference was found, 2 wrong usage or a file that can't be read.
`,
};

const details: Readonly<Record<CommandName, InBoth>> = {
  verify: {
    zh: `${program} verify 审计包.zip --trust 信任文件 [--held 检查点]… [--json] [--lang zh|en]

逐项核验：文件与清单；检查点的签名与联署；手中检查点是否为本日志的前身；每个事件、叶子与树根；证明文件；
事件的结构与各流的状态；每次计分由事实重算；证据文件；结果表。列出不符之处，第一处在最前，并写明位置。

  --trust 文件      公钥从别处取得才算数：审计包自带的公钥不能证明它自己
  --held 文件       以前保存的检查点，可多次给出；有了它，日志被改写或退回就瞒不住
  --without-trust   不判断签名，只看内容是否自洽；结论会写明这一点
`,
    en: `${program} verify BUNDLE.zip --trust POLICY [--held CHECKPOINT]... [--json] [--lang zh|en]

Checks in turn: files against the manifest; signature and cosignatures of the checkpoint; that the log continues the
checkpoints that you hold; every event, leaf and root; proof files; the form of events and the state of every stream;
every run computed anew from the facts; evidence files; result tables. Lists what differs, the first one first, with its place.

  --trust FILE      the keys must come from elsewhere: the bundle's own keys can't vouch for the bundle
  --held FILE       a checkpoint that you kept earlier, may be repeated; it shows a rewritten or shortened log
  --without-trust   judge no signature, only whether the content agrees with itself; the conclusion says so
`,
  },
  explain: {
    zh: `${program} explain 审计包.zip --year 年度 --park 园区 --indicator 指标 [--edition 版次] [--trust 信任文件]

一项得分从头到尾：得分、公式与条款、各项输入、事实版本、提交与核实的事件、证据文件的表与行，
以及每个事件确在检查点所签的日志之中。指标用口径中的代码，如 taxPerMu。未指定版次时取最新一版。
`,
    en: `${program} explain BUNDLE.zip --year YEAR --park PARK --indicator INDICATOR [--edition N] [--trust POLICY]

One score from top to bottom: points, formula and clause, inputs, fact versions, the events that submitted and verified
them, sheet and row of the evidence, and that each event stands in the log that the checkpoint signs. INDICATOR is a row's
code in the scheme, such as taxPerMu. The newest edition unless one is named. Names and clauses are quoted as they are, in Chinese.
`,
  },
  recompute: {
    zh: `${program} recompute 审计包.zip [--year 年度] [--scheme 另一份口径.yaml] [--trust 信任文件]

由事实重算各版结果，与所记逐项比较。给出另一份口径时，列出按它计算会有什么不同（不影响退出码）。
`,
    en: `${program} recompute BUNDLE.zip [--year YEAR] [--scheme OTHER.yaml] [--trust POLICY]

Computes every edition's results anew from the facts and compares them with what was recorded. With another scheme it lists
what would be different by it (which has no bearing on the exit code).
`,
  },
  diff: {
    zh: `${program} diff 审计包A.zip 审计包B.zip [--trust 信任文件]

两份审计包是否同一账本；一份是否为另一份的延续；新增了哪些事件；哪些结果变了、为什么。
两份在同一大小上有不同的根，即日志对不同的人出示了不同的历史，会明确指出。
`,
    en: `${program} diff A.zip B.zip [--trust POLICY]

Whether two bundles are of one ledger; whether one continues the other; which events were added; which results changed, and why.
Two different roots at one size mean that the log shows different histories to different people, and are named as such.
`,
  },
};

/** The text of --help, of the program or of one command. */
export function usageText(language: Language, about?: CommandName): string {
  return about ? details[about][language] : overview[language];
}
