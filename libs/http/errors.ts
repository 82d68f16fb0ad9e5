import { defineErrors } from '#libs/kernel';

export const httpErrors = defineErrors({
  'request.invalid': { kind: 'invalid', zh: '请求有 {count} 处错误', remedy: '按所列逐条改正后重新提交' },
  'request.malformed': { kind: 'invalid', zh: '请求无法读取：{reason}', remedy: '检查请求正文是否为合法的 JSON（UTF-8）' },
  'request.unknownField': { kind: 'invalid', zh: '不认识的字段「{field}」', remedy: '删去该字段，或对照接口说明改正字段名' },
  'request.field': { kind: 'invalid', zh: '「{field}」不合要求：{constraint}', remedy: '对照接口说明改正' },
  'request.notFound': { kind: 'notFound', zh: '没有这个接口：{path}', remedy: '对照接口说明（/api）检查路径与方法' },
  'request.tooLarge': { kind: 'tooLarge', zh: '请求正文过大', remedy: '分批提交' },
  'request.boolean': { kind: 'invalid', zh: '参数 {name} 只能是 true 或 false', remedy: '改为 true 或 false' },
  'request.wholeNumber': { kind: 'invalid', zh: '参数 {name} 须是整数，不能是「{value}」', remedy: '改为整数，例如年度 2023' },
  'request.ifMatch': { kind: 'invalid', zh: '请求头 If-Match 不是版本号：{value}', remedy: '写成带引号的版本号，例如 If-Match: "2"' },
  'request.ifMatchMissing': {
    kind: 'invalid',
    zh: '没有说明针对事实的哪个版本（请求头 If-Match）',
    remedy: '先查询该事实的当前版本，再带 If-Match: "版本号" 提交',
  },
  'server.fault': {
    kind: 'unavailable',
    zh: '系统内部错误，本次请求未被受理',
    remedy: '请稍后重试；仍不成功时把编号 {correlationId} 告诉管理员',
  },
});
