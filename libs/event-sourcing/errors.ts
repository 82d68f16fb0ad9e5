import { defineErrors } from '#libs/kernel';

export const eventSourcingErrors = defineErrors({
  'command.keyMissing': {
    kind: 'invalid',
    zh: '命令没有带幂等键（Idempotency-Key）',
    remedy: '每个命令生成一个新的键放入 Idempotency-Key 请求头；重发同一命令时用同一个键',
  },
  'command.keyReused': {
    kind: 'unprocessable',
    zh: '幂等键「{key}」已用于另一份内容不同的命令',
    remedy: '新的命令请用新的键；要重发原命令，内容须与第一次完全相同',
  },
  'command.instant': {
    kind: 'invalid',
    zh: '命令时间「{at}」的形式不对（YYYY-MM-DDTHH:mm:ss.sssZ）',
    remedy: '改用毫秒精度的 UTC 时间',
  },
  'command.contended': {
    kind: 'unavailable',
    zh: '同一对象同时收到的命令太多，试了 {tries} 次仍未轮到，本命令未记入账本',
    remedy: '稍后用同一个幂等键重发',
  },
  'command.tooLarge': {
    kind: 'tooLarge',
    zh: '本命令要一次记入 {bytes} 字节，超过上限 {limit} 字节，未记入账本',
    remedy: '分成几次提交',
  },
  'command.malformed': {
    kind: 'invalid',
    zh: '命令的内容不能原样保存',
    remedy: '金额等小数写成加引号的十进制文本；整数不超过 2^53；对象的键不能是数字',
  },
  'store.unreachable': {
    kind: 'unavailable',
    zh: '账本存储没有答复，请求没有办理，也没有记入账本',
    remedy: '稍后重试；命令用同一个幂等键重发',
  },
  'store.unavailable': {
    kind: 'unavailable',
    zh: '账本存储没有答复，本命令是否已记入尚不确定',
    remedy: '稍后用同一个幂等键、同样的内容重发：已记入则得到第一次的答复，未记入则此时记入',
  },
  'clock.untrusted': {
    kind: 'unavailable',
    zh: '本机时钟 {now} 比账本最后一条记录的时间 {last} 落后超过 {seconds} 秒，拒绝写入',
    remedy: '先校准本机时钟；如果是账本里那条记录的时间有误，请登记时钟差错',
  },
  'ledger.isSample': {
    kind: 'conflict',
    zh: '此数据目录是示例账本，不能作为正式账本使用',
    remedy: '正式账本请用另一个空目录（DATA_DIR）',
  },
  'ledger.isReal': {
    kind: 'conflict',
    zh: '此数据目录是正式账本，示例数据不能进入',
    remedy: '示例数据请用另一个空目录（DATA_DIR）',
  },
  'ledger.notSample': { kind: 'conflict', zh: '此命令只能用于示例账本', remedy: '正式账本的时间只来自本机时钟' },
  'ledger.otherLedger': {
    kind: 'conflict',
    zh: '存储中的账本属于「{actual}」，不是「{wanted}」',
    remedy: '检查数据目录（DATA_DIR）或事件库地址（EVENT_STORE）是否正确',
  },
  'ledger.notALedger': {
    kind: 'conflict',
    zh: '存储中的第一条记录不是开账记录，这不是本系统的账本',
    remedy: '检查数据目录（DATA_DIR）或事件库地址（EVENT_STORE）是否正确；一个事件库只放一个账本',
  },
  'ledger.formatUnknown': {
    kind: 'conflict',
    zh: '账本格式为 {format}，本程序只认得 {known}',
    remedy: '换用与账本格式相符的程序版本',
  },
  'ledger.clockBackward': {
    kind: 'conflict',
    zh: '示例时钟只能向前：现在是 {now}，不能改到 {to}',
    remedy: '给出更晚的时间',
  },
  'ledger.adminOnly': { kind: 'forbidden', zh: '只有管理员可以执行此命令', remedy: '请管理员办理' },
  'ledger.noSuchEvent': {
    kind: 'notFound',
    zh: '账本第 {index} 号不是事件「{eventId}」',
    remedy: '按追溯页面给出的序号和事件编号填写',
  },
  'ledger.firstStamp': {
    kind: 'conflict',
    zh: '账本的第一条记录不能登记时钟差错：它之前没有时间可用',
    remedy: '校准时钟后另开账本',
  },
  'ledger.epochNeedless': {
    kind: 'conflict',
    zh: '日志已签的最大条数 {largestKnown} 不大于账本现有的 {restoredTo}：不需要新的日志期',
    remedy: '照常签名即可；新的日志期只用于恢复到较早状态的账本',
  },
  'keys.missing': {
    kind: 'conflict',
    zh: '找不到账本密钥文件 {path}',
    remedy: '把开账时生成的密钥文件放回原处，或用 LEDGER_KEYS 指明它的位置；没有它就不能续写这本账',
  },
  'keys.mode': {
    kind: 'conflict',
    zh: '密钥文件 {path} 的权限是 {mode}，其他人可以读到',
    remedy: '改为仅本账号可读写：chmod 600',
  },
  'keys.malformed': { kind: 'conflict', zh: '密钥文件 {path} 的内容不符合格式', remedy: '换回开账时生成的密钥文件' },
  'keys.exists': {
    kind: 'conflict',
    zh: '密钥文件 {path} 已存在，不会被覆盖',
    remedy: '确认它是否属于另一本账；新账本请另指定 LEDGER_KEYS',
  },
  'keys.other': {
    kind: 'conflict',
    zh: '密钥（输入密钥 {input}，盐密钥 {salt}）不是开账时的那一套（输入密钥 {wantedInput}，盐密钥 {wantedSalt}）',
    remedy: '用 LEDGER_KEYS 指明本账本自己的密钥文件',
  },
  'personal.damaged': {
    kind: 'conflict',
    zh: '主体「{subject}」的个人信息密文无法解开：密文已损坏，或密钥不是当时的那一把',
    remedy: '核对密钥目录是否与账本相符',
  },
  'personal.inClear': {
    kind: 'invalid',
    zh: '文字中有{what}，属个人信息，不能以明文记入账本',
    remedy: '删去该号码，或以账号、文号代替；联系方式只填在园区的联系人一栏，由系统加密',
  },
  'personal.erased': {
    kind: 'gone',
    zh: '主体「{subject}」的个人信息已依法删除，不能再为其登记姓名或联系方式',
    remedy: '核对删除记录；确需重新登记的，须另有合法依据，并以新的对象登记',
  },
  'reads.behind': {
    kind: 'unavailable',
    zh: '读模型还没有到达所要求的位置 {atLeast}（现在是 {position}）',
    remedy: '命令已记入账本；稍后再读',
  },
  'reads.building': { kind: 'unavailable', zh: '读模型正在建立，还不能查询', remedy: '稍后再试' },
  'reads.positionMalformed': {
    kind: 'invalid',
    zh: '所要求的位置（atLeast）「{atLeast}」不是位置',
    remedy: '原样使用命令答复中的位置（position）',
  },
  'asOf.malformed': {
    kind: 'invalid',
    zh: '所求时点（asOf）「{asOf}」既不是时间也不是日志序号',
    remedy: '用带时区的时间（如 2024-06-01T00:00:00+08:00，网址中的加号写作 %2B）或日志序号',
  },
  'asOf.beforeLedger': { kind: 'notFound', zh: '所求时点（asOf）「{asOf}」早于账本的第一条记录', remedy: '给出开账之后的时间' },
  'asOf.notYet': { kind: 'notFound', zh: '日志序号 {asOf} 还不存在（最后一条是 {last}）', remedy: '给出已有的序号' },
  'process.nothingToDo': {
    kind: 'conflict',
    zh: '系统流程的命令无事可做，没有记下任何事件',
    remedy: '通常是该事已由别的命令完成；请核对对象的现状',
  },
  'process.wrongTarget': {
    kind: 'conflict',
    zh: '系统流程的命令没有记在它所指的对象上',
    remedy: '这是程序错误：命令处理程序须以命令所指的流为目标；请报告开发者',
  },
  'process.unexpected': {
    kind: 'unavailable',
    zh: '系统流程的命令试了 {tries} 次都出错（程序信息：{reason}）',
    remedy: '查看运行日志；排除原因后由人工补办',
  },
});
