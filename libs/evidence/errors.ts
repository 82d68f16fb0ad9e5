import { defineErrors } from '#libs/kernel';

export const evidenceErrors = defineErrors({
  'evidence.unknown': {
    kind: 'notFound',
    zh: '证据库中没有哈希为 {hash} 的文件',
    remedy: '先上传该文件（POST /evidence），再引用它的哈希',
  },
  'evidence.erased': {
    kind: 'gone',
    zh: '证据 {hash} 已依法删除，内容不再可读',
    remedy: '查看删除记录（GET /erasures）；需要佐证的，请提交不含该个人信息的文件',
  },
  'evidence.keyMissing': {
    kind: 'unavailable',
    zh: '找不到证据 {hash} 的密钥，无法打开该文件',
    remedy: '请管理员从密钥备份恢复密钥目录（LEDGER_KEYS 所指文件旁的文件密钥目录）',
  },
  'evidence.noSuchSheet': {
    kind: 'notFound',
    zh: '证据 {hash} 中没有名为「{sheet}」的表',
    remedy: '改为该文件中的工作表名称（CSV 文件的表名就是上传时的文件名）',
  },
  'evidence.noSuchRow': {
    kind: 'notFound',
    zh: '证据「{sheet}」没有第 {row} 行数据（数据在第 2 至 {last} 行，第 1 行为表头）',
    remedy: '核对行号：与电子表格左侧的行号相同，表头为第 1 行',
  },
  'evidence.tableUnreadable': {
    kind: 'invalid',
    zh: '证据 {hash} 的表格读不出来：{reason}',
    remedy: '按所述原因修正表格后重新上传，再引用新文件的行',
  },
  'evidence.noTable': {
    kind: 'invalid',
    zh: '证据 {hash} 不是表格文件，没有可引用的行',
    remedy: '逐行引用只能指向 .xlsx、.xls 或 .csv 表格；其他文件作为整份文件引用',
  },
  'evidence.tooLarge': { kind: 'tooLarge', zh: '文件超过 {maxBytes} 字节', remedy: '拆分文件后分批上传' },
  'evidence.empty': { kind: 'invalid', zh: '文件「{name}」是空的', remedy: '检查文件后重新上传；名单为空时请上传只有表头的文件' },
  'evidence.badName': {
    kind: 'invalid',
    zh: '文件名「{name}」不可用',
    remedy: '用 1–200 个字符的文件名，不含路径分隔符和控制字符',
  },
  'evidence.badHash': { kind: 'invalid', zh: '{hash} 不是 SHA-256', remedy: '给出文件内容的 SHA-256（64 位小写十六进制）' },
  'evidence.corrupted': {
    kind: 'unavailable',
    zh: '证据 {hash} 的文件与其哈希不符，已拒绝读取',
    remedy: '请管理员从备份恢复该文件，并运行账本校验',
  },
  'evidence.mediaType': {
    kind: 'invalid',
    zh: '不接受扩展名为「{extension}」的文件',
    remedy: '上传 PDF、OFD、JPEG、PNG、.xlsx、.xls、.csv 或 .zip 文件，文件名带相应的扩展名',
  },
  'evidence.wrongType': {
    kind: 'invalid',
    zh: '文件「{name}」的扩展名是「{extension}」，内容却是{found}',
    remedy: '用原来的软件打开并另存为所需的格式（有打开密码的先取消密码），不要直接改扩展名',
  },
  'evidence.notRaw': {
    kind: 'invalid',
    zh: '请求的正文不是文件本身（Content-Type：{mediaType}）',
    remedy: '正文直接放文件内容，Content-Type 用 application/octet-stream 或文件的类型，文件名放在 ?name=',
  },
  'evidence.mayNotDeliver': { kind: 'forbidden', zh: '当前账号不提交文件', remedy: '由部门、县区、园区或专班的账号上传' },
  'evidence.notYours': {
    kind: 'forbidden',
    zh: '您无权查看该文件',
    remedy: '企业明细只对提交部门、核实部门、专班和审计开放（税收征管法第8条）',
  },
});
