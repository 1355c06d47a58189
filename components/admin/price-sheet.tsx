import { DefinitionList } from '@/components/ui/definition-list'
import { Money } from '@/components/ui/money'
import type { PriceVersion } from './price-version'

export type PriceSheetProps = {
  readonly prices: Pick<PriceVersion, 'monthlyFee' | 'setupFee' | 'skills' | 'meters'>
  readonly currency: string
}

/** All prices of one version: fees, skills by day, meters by unit with every decimal. */
export const PriceSheet = ({ prices, currency }: PriceSheetProps) => (
  <div className="grid gap-x-10 gap-y-5 lg:grid-cols-3">
    <section>
      <h3 className="mb-1.5 text-ink-soft text-xs">Fees per tenant</h3>
      <DefinitionList
        items={[
          { term: 'Per month', value: <Money amount={prices.monthlyFee} currency={currency} /> },
          { term: 'Setup, once', value: <Money amount={prices.setupFee} currency={currency} /> },
        ]}
      />
    </section>
    <section>
      <h3 className="mb-1.5 text-ink-soft text-xs">Skills per day</h3>
      {prices.skills.length === 0 ? <p className="text-ink-faint">None</p> : null}
      <DefinitionList
        items={prices.skills.map(({ name, pricePerDay }) => ({
          term: name,
          value: <Money amount={pricePerDay} currency={currency} />,
        }))}
      />
    </section>
    <section>
      <h3 className="mb-1.5 text-ink-soft text-xs">Meters per unit</h3>
      {prices.meters.length === 0 ? <p className="text-ink-faint">None</p> : null}
      <DefinitionList
        items={prices.meters.map(({ meter, unit, price }) => ({
          term: meter,
          value: (
            <>
              <Money amount={price} currency={currency} className="whitespace-normal" />
              <span className="text-ink-faint"> / {unit}</span>
            </>
          ),
        }))}
      />
    </section>
  </div>
)
