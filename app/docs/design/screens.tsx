import { InvoiceList } from '@/components/invoices/invoice-list'
import { InvoiceView } from '@/components/invoices/invoice-view'
import { Overview } from '@/components/overview/overview'
import { invoices, longName, skillSamples, snapshot, zone } from './sample'
import { Section } from './section'

const at = '2026-11-21T08:12:00Z'

const calm = {
  kinds: [],
  stop: null,
  biller: 'invoice',
  hasCard: true,
  card: { brand: 'visa', last4: '4242', expires: '2026-12' },
  overdue: { count: 0, href: null },
  declined: { count: 0, href: null },
  runsOutOn: null,
  expiring: null,
} as const
const attention = {
  ...calm,
  kinds: ['overdue', 'card_expiring'],
  overdue: { count: 2, href: null },
  declined: { count: 0, href: null },
} as const
const nothingSpent = {
  month: '2026-11',
  lastDay: '2026-11-30',
  before: { month: '2026-10', from: '2026-10-01', to: '2026-10-31' },
  spent: '0.00',
  unpaid: null,
  forecast: '0.00',
  lastMonth: '0.00',
  change: null,
  anything: false,
  days: [],
} as const
const spend = {
  ...nothingSpent,
  spent: '1234580.19',
  forecast: '999999999.99',
  lastMonth: '1010101.01',
  change: 98900,
  anything: true,
  days: Array.from({ length: 31 }, (_, index) => ({
    number: index + 1,
    day: index < 21 ? `2026-11-${String(index + 1).padStart(2, '0')}` : null,
    amount: index < 21 ? `${(index % 7) * 12_345}.50` : null,
    dayBefore: `2026-10-${String(index + 1).padStart(2, '0')}`,
    amountBefore: `${(index % 5) * 9_876}.00`,
  })),
}
const payer = { funding: null, plan: null, isNew: false, isReady: true, mayPay: true } as const

export const CustomerScreens = () => (
  <>
    <Section id="overview" title="Overview">
      <Overview
        org="acme"
        orgName={longName}
        biller="invoice"
        asOf={at}
        zone={zone}
        attention={attention}
        spend={spend}
        nextInvoice={{ expectedOn: '2026-12-01', soFar: '1234708.19' }}
        {...payer}
        estimate={{
          complete: true,
          currency: 'CHF',
          rows: [
            {
              tenant: 'acme-production-europe-west6-documents-and-sandboxes',
              fees: '49.00',
              skills: '30.00',
              usage: '1234567.89',
              total: '1234646.89',
            },
            { tenant: 'acme-dev', fees: '49.00', skills: '0.00', usage: '0.00', total: '49.00' },
            { tenant: '', fees: '0.00', skills: '0.00', usage: '12.30', total: '12.30' },
          ],
          total: '1234708.19',
        }}
        openInvoices={invoices.slice(0, 2)}
        openTotals={[{ amount: '1334568431.46', currency: 'CHF' }]}
        tenants={[
          {
            name: 'acme-production-europe-west6-documents-and-sandboxes',
            state: 'active',
            skills: skillSamples(['ocr', 'translate', 'redact']),
          },
          { name: 'acme-dev', state: 'suspended', skills: [] },
        ]}
      />
    </Section>
    <Section id="overview-empty" title="Overview, nothing yet">
      <Overview
        org="globex"
        orgName="Globex"
        biller="invoice"
        asOf={at}
        zone={zone}
        attention={calm}
        spend={nothingSpent}
        nextInvoice={null}
        {...payer}
        isNew
        estimate={{ complete: true, currency: 'CHF', rows: [], total: '0.00' }}
        openInvoices={[]}
        openTotals={[]}
        tenants={[]}
      />
    </Section>
    <Section id="invoices" title="Invoices">
      <InvoiceList base="/docs/design" filter="all" items={invoices} pages={{ previous: null, next: '#invoices' }} />
      <InvoiceList base="/docs/design" filter="paid" items={[]} />
    </Section>
    <Section id="invoice" title="Invoice">
      <InvoiceView
        snapshot={snapshot}
        number="2026-000131"
        payment={{ status: 'paid', paidOn: '2026-11-09', card: { brand: 'Visa', last4: '4242' } }}
        pdfHref="#invoice"
        back={{ href: '#invoices', label: 'Invoices' }}
      />
    </Section>
  </>
)
