import { ChevronRight } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { monthWords } from '@/components/ui/calendar-words'
import { Cell, HeadCell, Table, TableHead } from '@/components/ui/table'
import { shownLine, shownMeter } from '@/lib/core/invoices/shown-line'
import type { InvoiceSnapshot, SnapshotLine } from '@/lib/core/invoices/snapshot'
import { groupDigits } from '@/lib/core/money/format'
import { isLanguage } from '@/lib/core/text/language'
import { describeLine } from './describe-line'
import { LineExplanation } from './line-explanation'

/** The lines of an invoice. Each opens without script and explains itself. */
export const InvoiceLines = ({ snapshot }: { snapshot: InvoiceSnapshot }) => {
  const t = useTranslations('lines')
  return (
    <Table label={t('title')}>
      <TableHead>
        <tr>
          <HeadCell>{t('description')}</HeadCell>
          <HeadCell numeric className="hidden md:table-cell">
            {t('quantity')}
          </HeadCell>
          <HeadCell numeric className="hidden md:table-cell">
            {t('unitPrice')}
          </HeadCell>
          <HeadCell numeric className="hidden sm:table-cell">
            {t('taxRate')}
          </HeadCell>
          <HeadCell numeric>
            {t('amount')} ({snapshot.currency})
          </HeadCell>
        </tr>
      </TableHead>
      {snapshot.lines.map((line) => (
        <Line key={line.position} line={line} snapshot={snapshot} />
      ))}
    </Table>
  )
}

const Line = ({ line, snapshot }: { line: SnapshotLine; snapshot: InvoiceSnapshot }) => {
  const t = useTranslations('lines')
  const locale = useLocale()
  const language = isLanguage(locale) ? locale : 'en'
  const shown = shownLine(snapshot, line, language)
  const meterOf = (meter: string, unit: string) => shownMeter(snapshot, meter, unit, language)
  const words = describeLine(line, shown, snapshot.period, t, (month) => monthWords(month, locale))
  const price = words.quantity === '' ? '' : groupDigits(shown.unitPrice, 2)
  return (
    <tbody className="border-line not-last:border-b">
      <tr>
        <Cell className="w-full pb-0.5">
          <span className="font-medium [overflow-wrap:anywhere]">{words.title}</span>
          {words.note ? <span className="text-ink-soft"> · {words.note}</span> : null}
          {price === '' ? null : (
            <span className="figures block text-ink-soft text-xs md:hidden">
              {words.quantity} × {price}
            </span>
          )}
        </Cell>
        <Cell numeric className="hidden pb-0.5 md:table-cell">
          {words.quantity}
        </Cell>
        <Cell numeric className="hidden pb-0.5 md:table-cell">
          {price}
        </Cell>
        <Cell numeric className="hidden pb-0.5 sm:table-cell">
          {line.taxRate} %
        </Cell>
        <Cell numeric className="pb-0.5 font-medium">
          {groupDigits(line.amount, 2)}
        </Cell>
      </tr>
      <tr>
        <td colSpan={5} className="px-4 pb-2 sm:px-5">
          <details className="group/line">
            <summary className="flex w-fit list-none items-center gap-1 rounded-sm text-accent text-xs hover:underline [&::-webkit-details-marker]:hidden">
              <ChevronRight aria-hidden className="size-3.5 transition-transform group-open/line:rotate-90" />
              {t('explain')}
              <span className="sr-only">: {words.title}</span>
            </summary>
            <div className="pt-2 [contain:inline-size]">
              <LineExplanation
                explain={line.explain}
                meter={meterOf(line.subject, line.unit)}
                meterOf={meterOf}
                currency={snapshot.currency}
                zone={snapshot.zone}
              />
            </div>
          </details>
        </td>
      </tr>
    </tbody>
  )
}
