import { useTranslations } from 'next-intl'
import { CopyText } from '@/components/ui/copy-text'
import { DayText } from '@/components/ui/day-text'
import { DefinitionList } from '@/components/ui/definition-list'
import type { InvoiceSnapshot, Party } from '@/lib/core/invoices/snapshot'
import { addDays } from '@/lib/core/time/day'

/** Who bills whom, for when, on which terms. */
export const InvoiceParties = ({ snapshot }: { snapshot: InvoiceSnapshot }) => {
  const t = useTranslations('invoices')
  return (
    <div className="grid gap-x-8 gap-y-5 px-4 py-4 sm:grid-cols-2 sm:px-5 lg:grid-cols-[1fr_1fr_1.4fr]">
      <PartyBlock title={t('from')} party={snapshot.seller} />
      <PartyBlock title={t('to')} party={snapshot.buyer} />
      <div className="sm:col-span-2 lg:col-span-1">
        <p className="mb-1 text-ink-soft text-xs">{t('details')}</p>
        <DefinitionList
          className="text-sm"
          items={[
            {
              term: t('period'),
              value: (
                <span title={t('zone', { zone: snapshot.zone })}>
                  <DayText day={snapshot.period.start} /> – <DayText day={addDays(snapshot.period.end, -1)} />
                </span>
              ),
            },
            { term: t('issuedOn'), value: <DayText day={snapshot.issuedOn} /> },
            { term: t('dueOn'), value: <DayText day={snapshot.dueOn} /> },
            { term: t('terms'), value: t('termsDays', { days: snapshot.termsDays }) },
            { term: t('payBy'), value: snapshot.payBy === 'card' ? t('payByCard') : t('payByInvoice') },
            ...(snapshot.payBy === 'invoice' && snapshot.seller.iban
              ? [{ term: t('iban'), value: <CopyText text={snapshot.seller.iban} /> }]
              : []),
            { term: t('customerNumber'), value: <CopyText text={snapshot.org} /> },
          ]}
        />
      </div>
    </div>
  )
}

const PartyBlock = ({ title, party }: { title: string; party: Party }) => {
  const t = useTranslations('invoices')
  return (
    <address className="min-w-0 text-sm not-italic [overflow-wrap:anywhere]">
      <p className="mb-1 text-ink-soft text-xs">{title}</p>
      <p className="font-medium">{party.name}</p>
      <p>
        {party.street} {party.buildingNumber}
      </p>
      <p>
        {party.country}-{party.postalCode} {party.town}
      </p>
      {party.vatNumber ? <p className="mt-1 text-ink-soft">{t('vatNumber', { number: party.vatNumber })}</p> : null}
      {party.email ? <p className="text-ink-soft">{party.email}</p> : null}
    </address>
  )
}
