import type { LineFields } from '#libs/scheme';
import { dominated, negativeTax, seed, turnedAround, type Year } from '../city/cast.js';
import { monthsIn, type Stay } from '../city/enterprises.js';
import { decimalText, shareOut } from '../decimal-text.js';
import { Random } from '../random.js';
import type { DeliveredLine, MetricCode } from './delivery.js';
import { totalsOf } from './totals.js';

type AmountMetric = Extract<MetricCode, 'taxPaid' | 'operatingRevenue' | 'rdExpense'>;

/** Amounts of one park and year by enterprise, over the months of its stay (R4). They add up to the park's total exactly. */
export function amountLines(metric: AmountMetric, park: string, year: Year, stays: readonly Stay[]): readonly DeliveredLine[] {
  const there = byEnterprise(stays.filter((stay) => stay.park === park && monthsIn(stay, year) > 0));
  const totals = totalsOf(park, year);
  switch (metric) {
    case 'taxPaid':
      return toLines(park, there, taxAmounts(park, year, there, totals.tax));
    case 'operatingRevenue':
      return toLines(
        park,
        there,
        shareOut(totals.revenue / 100, weights(there, year, 'business')).map((units) => units * 100),
      );
    case 'rdExpense': {
      const claiming = there.filter(claimsRd);
      return toLines(park, claiming, shareOut(totals.rd, weights(claiming, year, 'research')));
    }
  }
}

/** Several stays in one year are one line. */
function byEnterprise(stays: readonly Stay[]): readonly (readonly Stay[])[] {
  const groups = new Map<string, Stay[]>();
  for (const stay of stays) groups.set(stay.enterprise.uscc, [...(groups.get(stay.enterprise.uscc) ?? []), stay]);
  return [...groups.values()];
}

const usccOf = (stays: readonly Stay[]): string => (stays[0] as Stay).enterprise.uscc;

function claimsRd([stay]: readonly Stay[]): boolean {
  return stay !== undefined && !stay.enterprise.person && Random.of(seed, 'claims R&D', stay.enterprise.uscc).chance(34);
}

/** Size of an enterprise times the months that it was there. */
function weights(there: readonly (readonly Stay[])[], year: Year, what: string): number[] {
  return there.map((stays) => {
    const random = Random.of(seed, what, usccOf(stays));
    const size = random.whole(4, 40) * random.whole(2, 30) + random.whole(1, 60);
    const drift = Random.of(seed, what, usccOf(stays), year).whole(80, 125);
    const months = stays.reduce((sum, stay) => sum + monthsIn(stay, year), 0);
    return size * drift * months;
  });
}

function taxAmounts(park: string, year: Year, there: readonly (readonly Stay[])[], total: number): number[] {
  const shares = weights(there, year, 'business');
  const largest = shares.indexOf(Math.max(...shares));
  if (park === dominated) shares[largest] = shares.reduce((a, b) => a + b, 0) * 6;
  if (park === turnedAround && year === 2021) {
    // A refund of earlier years' tax to the largest one outweighs all that the others paid.
    const paid = 2_900_000;
    const amounts = shareOut(
      paid,
      shares.map((share, i) => (i === largest ? 0 : share)),
    );
    amounts[largest] = total - paid;
    return amounts;
  }
  if (!(negativeTax as readonly string[]).includes(park)) return shareOut(total, shares);
  const refunded = Random.of(seed, 'refunded', park).whole(0, Math.min(3, there.length - 1));
  const refund = Random.of(seed, 'refund', park, year).whole(20_000, 90_000);
  const amounts = shareOut(
    total + refund,
    shares.map((share, i) => (i === refunded ? 0 : share)),
  );
  amounts[refunded] = -refund;
  return amounts;
}

function toLines(park: string, there: readonly (readonly Stay[])[], amounts: readonly number[]): DeliveredLine[] {
  return there.map((stays, i) => ({
    line: amountLine(park, usccOf(stays), amounts[i] as number),
    name: (stays[0] as Stay).enterprise.name,
  }));
}

/** Most lines are of a whole legal person; a few of a branch, and a few of one with sites elsewhere, of which the park has a recorded share (R24). */
function amountLine(park: string, uscc: string, amount: number): LineFields<'enterpriseAmount'> {
  const random = Random.of(seed, 'scope', park, uscc);
  if (random.chance(2)) return { uscc, amount: decimalText(amount, 4), scope: 'branch' };
  if (amount > 0 && random.chance(2)) {
    const share = random.pick([25, 50]);
    return { uscc, amount: decimalText((amount * 100) / share, 4), scope: 'apportioned', share: String(share) };
  }
  return { uscc, amount: decimalText(amount, 4), scope: 'entity' };
}
