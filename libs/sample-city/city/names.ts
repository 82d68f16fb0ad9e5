import { usccCheckCharacter } from '#libs/kernel';
import { Random } from '../random.js';

const first = [...'云岭晴川松柏竹溪星河月桂禾麦青岚白鹭金石玉泉朝霞暮雪春山秋水长风远帆'];
const second = [...'达驰辉凯锐拓腾瑞昊宏晟泽铭诺科尚恒信嘉普联创优博维益盛华岳翰'];
const trades: Readonly<Record<string, readonly string[]>> = {
  高端装备: ['精密机械', '自动化设备', '液压件', '数控机床', '工业机器人', '轴承'],
  电子信息: ['电子科技', '线路板', '传感器', '连接器', '显示器件', '微电子'],
  光伏及新能源制造: ['光伏组件', '储能科技', '逆变器', '电池材料', '支架'],
  新能源汽车零部件: ['汽车部件', '电驱系统', '线束', '制动系统', '轻量化部件'],
  新材料: ['新材料', '复合材料', '高分子材料', '涂料', '特种纤维'],
  其他: ['包装', '纺织', '食品', '家具', '五金制品', '印务'],
};
const places = ['东湖', '西岭', '南桥', '临河', '云峰', '石泉', '青溪'];
const parkThemes = ['智造', '双创', '电子', '光电', '轻材', '汽配', '装备', '新材', '数控', '绿能', '精工', '孵化'];

const codeAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** A 统一社会信用代码 of the invented division 999900 with its right check character. 91 = enterprise, 92 = 个体工商户. */
export function makeUscc(kind: '91' | '92', number: number, label: string): string {
  const random = Random.of('uscc', label, number);
  let serial = '';
  for (let i = 0; i < 3; i++) serial += codeAlphabet[random.whole(0, codeAlphabet.length - 1)] as string;
  const head = `${kind}999900MA${serial}${number.toString().padStart(4, '0')}`;
  return head + (usccCheckCharacter(head) as string);
}

/** Hands out names that are never used twice. */
export class NameGiver {
  private readonly used = new Set<string>();

  enterprise(random: Random, industry: string, person: boolean): string {
    for (;;) {
      const trade = random.pick(trades[industry] ?? (trades.其他 as readonly string[]));
      const word = random.pick(first) + random.pick(first) + random.pick(second);
      const name = person ? `示例${word}${trade}加工部` : `示例${word}${trade}有限公司`;
      if (this.take(name)) return name;
    }
  }

  park(random: Random, zoneName: string): string {
    const place = places.find((candidate) => zoneName.includes(candidate)) ?? random.pick(['经开', '高新']);
    for (;;) {
      const name = `示例${place}${random.pick(first)}${random.pick(second)}${random.pick(parkThemes)}小微企业园`;
      if (this.take(name)) return name;
    }
  }

  private take(name: string): boolean {
    if (this.used.has(name)) return false;
    this.used.add(name);
    return true;
  }
}
