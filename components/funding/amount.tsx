import { useTranslations } from 'next-intl'
import { minorPlaces, picoPlaces } from '@/lib/core/money/amount'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import { formatMoney, formatQuantity, groupDigits } from '@/lib/core/money/format'
import { halfUp, roundUp } from '@/lib/core/money/round'

/** True where an asset is a currency and not the meter of some units. */
export const isMoney = (asset: string): boolean => /^[A-Z]{3}$/.test(asset)

const toPlaces = (text: string, places: number): string =>
  formatDecimal(
    halfUp(parseDecimal(text, picoPlaces) ?? 0n, 10n ** BigInt(picoPlaces - places)),
    places,
    places === minorPlaces ? places : 0,
  )

/** Units to a tenth, without the word. */
export const unitFigure = (amount: string): string => groupDigits(toPlaces(amount, 1))

/** How units are said in the language of the page; operators read them in English. */
export type SayUnits = (key: 'units' | 'docUnits' | 'computeUnits', values: { readonly count: string }) => string

const inEnglish: SayUnits = (key, { count }) =>
  `${count} ${{ units: 'units', docUnits: 'document units', computeUnits: 'compute units' }[key]}`

/** An amount for the eye: money to the cent, units to a tenth. */
export const amountWords = (amount: string, asset: string, say: SayUnits = inEnglish): string =>
  isMoney(asset)
    ? `${asset} ${groupDigits(toPlaces(amount, minorPlaces))}`
    : say('units', { count: unitFigure(amount) })

const picoPerMinor = 10n ** BigInt(picoPlaces - minorPlaces)

/** Money that is missing, to the cent: rounded up, since a cent less would not do. */
export const missingWords = (amount: string, currency: string): string =>
  formatMoney(formatDecimal(roundUp(parseDecimal(amount, picoPlaces) ?? 0n, picoPerMinor), minorPlaces), currency)

/** An amount with all its digits. */
export const exactWords = (amount: string, asset: string, say: SayUnits = inEnglish): string => {
  if (isMoney(asset)) return formatMoney(amount, asset)
  const count = formatQuantity(amount)
  if (asset === 'doc.units') return say('docUnits', { count })
  return asset === 'compute.units' ? say('computeUnits', { count }) : `${count} ${asset}`
}

/** A currency, or units by what they count: `document units`. */
export const unitWords = (asset: string): string =>
  asset === 'doc.units' ? 'document units' : asset === 'compute.units' ? 'compute units' : asset

/** What is used of an amount in whole percent, rounded down. */
export const percentOf = (part: string, whole: string): number => {
  const [some, all] = [parseDecimal(part, picoPlaces) ?? 0n, parseDecimal(whole, picoPlaces) ?? 0n]
  return all > 0n ? Number((some * 100n) / all) : 0
}

export type AmountProps = {
  /** Decimal text at up to twelve places. */
  readonly amount: string
  /** A currency, or the meter whose units these are. */
  readonly asset: string
  /** With all its digits: what a single event takes may be less than a cent. */
  readonly exact?: boolean
}

/** An amount of money or units; all its digits are in the title. */
export const Amount = ({ amount, asset, exact = false }: AmountProps) => {
  const t = useTranslations('ui')
  return (
    <span className="figures whitespace-nowrap" title={exactWords(amount, asset, t)}>
      {exact ? exactWords(amount, asset, t) : amountWords(amount, asset, t)}
    </span>
  )
}
