import { useTranslations } from 'next-intl'
import { Money } from '@/components/ui/money'
import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import { untaxedOf } from '@/lib/core/invoices/untaxed'
import { groupDigits } from '@/lib/core/money/format'

/** Tax by rate, the sentence of the law where no tax is charged, and the sums. */
export const InvoiceTotals = ({ snapshot }: { snapshot: InvoiceSnapshot }) => {
  const t = useTranslations('lines')
  return (
    <div className="grid gap-x-12 gap-y-5 border-line border-t px-4 py-4 sm:grid-cols-2 sm:px-5">
      <div>
        <table className="w-full text-sm">
          <caption className="pb-1 text-left font-medium">{t('taxSummary')}</caption>
          <thead className="text-ink-soft text-xs">
            <tr>
              <th className="py-1 text-left font-medium">{t('rate')}</th>
              <th className="py-1 text-right font-medium">{t('base')}</th>
              <th className="py-1 text-right font-medium">{t('tax')}</th>
            </tr>
          </thead>
          <tbody className="figures">
            {snapshot.taxes.map((tax) => (
              <tr key={`${tax.rate} ${tax.treatment}`} className="border-line border-t">
                <td className="py-1">{tax.rate} %</td>
                <td className="py-1 text-right">{groupDigits(tax.base, 2)}</td>
                <td className="py-1 text-right">{groupDigits(tax.tax, 2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {untaxedOf(snapshot).map((treatment) => (
          <p key={treatment} className="mt-2 text-ink-soft text-sm">
            {treatment === 'exempt' && snapshot.exemption
              ? t('exemptUnder', { article: snapshot.exemption })
              : t(treatment)}
          </p>
        ))}
      </div>
      <dl className="figures grid h-fit grid-cols-[1fr_auto] gap-x-6 gap-y-1.5">
        <dt className="text-ink-soft">{t('net')}</dt>
        <dd className="text-right">{groupDigits(snapshot.net, 2)}</dd>
        <dt className="text-ink-soft">{t('tax')}</dt>
        <dd className="text-right">{groupDigits(snapshot.tax, 2)}</dd>
        <div className="col-span-2 flex flex-wrap justify-between gap-x-6 border-line border-t pt-2 font-semibold text-lg">
          <dt>{t('total')}</dt>
          <dd>
            <Money amount={snapshot.total} currency={snapshot.currency} />
          </dd>
        </div>
      </dl>
    </div>
  )
}
