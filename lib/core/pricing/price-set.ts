import { minor, minorPlaces, pico, picoPlaces } from '@/lib/core/money/amount'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import type { PriceBookVersion } from './price-book'

/** What a version of a price book charges, without when and by whom. */
export type PriceSet = Pick<PriceBookVersion, 'monthlyFee' | 'setupFee' | 'skills' | 'meters'>

/** The same as it is typed and kept while it is a draft: amounts are decimal text. */
export type PriceTexts = {
  readonly monthlyFee: string
  readonly setupFee: string
  readonly skills: readonly { readonly skill: string; readonly pricePerDay: string }[]
  readonly meters: readonly { readonly meter: string; readonly unit: string; readonly pricePerUnit: string }[]
}

const read = (text: string, places: number): bigint => {
  const amount = parseDecimal(text, places)
  if (amount === null) throw new RangeError(`"${text}" is no amount of at most ${places} decimals`)
  return amount
}

/** @throws RangeError where a text is no amount: texts come from a contract that let them through. */
export const readPriceSet = (texts: PriceTexts): PriceSet => ({
  monthlyFee: minor(read(texts.monthlyFee, minorPlaces)),
  setupFee: minor(read(texts.setupFee, minorPlaces)),
  skills: new Map(texts.skills.map(({ skill, pricePerDay }) => [skill, pico(read(pricePerDay, picoPlaces))])),
  meters: new Map(
    texts.meters.map(({ meter, unit, pricePerUnit }) => [meter, { unit, price: pico(read(pricePerUnit, picoPlaces)) }]),
  ),
})

const price = (amount: bigint): string => formatDecimal(amount, picoPlaces, minorPlaces)
const byName = <Value>([a]: readonly [string, Value], [b]: readonly [string, Value]): number => (a < b ? -1 : 1)

/** One spelling for each set of prices: sorted by name, without needless zeros. */
export const writePriceSet = ({ monthlyFee, setupFee, skills, meters }: PriceSet): PriceTexts => ({
  monthlyFee: formatDecimal(monthlyFee, minorPlaces),
  setupFee: formatDecimal(setupFee, minorPlaces),
  skills: [...skills].sort(byName).map(([skill, perDay]) => ({ skill, pricePerDay: price(perDay) })),
  meters: [...meters]
    .sort(byName)
    .map(([meter, { unit, price: each }]) => ({ meter, unit, pricePerUnit: price(each) })),
})
