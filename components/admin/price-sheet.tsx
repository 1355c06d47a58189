import { Money } from '@/components/ui/money'
import type { PriceVersion } from './price-version'

export type PriceSheetProps = {
  readonly prices: Pick<PriceVersion, 'monthlyFee' | 'setupFee' | 'skills' | 'meters'>
  readonly currency: string
}

/** All prices of one version: fees, skills by day, meters by unit with every decimal. */
export const PriceSheet = ({ prices, currency }: PriceSheetProps) => (
  <div className="grid items-start gap-x-10 gap-y-5 lg:grid-cols-2 2xl:grid-cols-[2fr_2fr_3fr]">
    <div className="contents lg:flex lg:min-w-0 lg:flex-col lg:gap-5 2xl:contents">
      <PriceList
        title="Fees per tenant"
        currency={currency}
        rows={[
          { id: 'month', name: 'Per month', price: prices.monthlyFee },
          { id: 'setup', name: 'Setup, once', price: prices.setupFee },
        ]}
      />
      <PriceList
        title="Skills per day"
        currency={currency}
        rows={prices.skills.map(({ skill, name, pricePerDay }) => ({ id: skill, name, price: pricePerDay }))}
      />
    </div>
    <PriceList
      title="Meters per unit"
      currency={currency}
      rows={prices.meters.map(({ meter, name, unit, price }) => ({ id: meter, name, price, per: unit }))}
    />
  </div>
)

type PriceListProps = {
  readonly title: string
  readonly currency: string
  readonly rows: readonly {
    readonly id: string
    readonly name: string
    readonly price: string
    readonly per?: string
  }[]
}

/** Names with their prices; a name gives way, a price is never broken. */
const PriceList = ({ title, currency, rows }: PriceListProps) => (
  <section className="min-w-0">
    <h3 className="mb-1.5 text-ink-soft text-xs">{title}</h3>
    {rows.length === 0 ? <p className="text-ink-faint">None</p> : null}
    <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-5 gap-y-1.5">
      {rows.map(({ id, name, price, per }) => (
        <div key={id} className="contents">
          <dt className="min-w-0 text-ink-soft [overflow-wrap:anywhere]" title={id === name ? undefined : id}>
            {name}
          </dt>
          <dd className="text-right">
            <Money amount={price} currency={currency} />
            {per ? <span className="text-ink-faint max-sm:block"> / {per}</span> : null}
          </dd>
        </div>
      ))}
    </dl>
  </section>
)
