import { defineErrors } from '#libs/kernel';

export const ledgerRouteErrors = defineErrors({
  'ledger.streamUnknown': { kind: 'notFound', zh: '账本中没有流「{stream}」', remedy: '检查流的名称（类别-编号），或去掉时点（asOf）再查' },
  'ledger.eventUnknown': { kind: 'notFound', zh: '账本中没有编号为「{id}」的事件', remedy: '检查事件编号' },
  'ledger.page': { kind: 'invalid', zh: '参数 {name} 须是不小于 0 的整数', remedy: '改为整数' },
});
