import { InvoiceList } from '@/components/invoices/invoice-list'
import { InvoiceView } from '@/components/invoices/invoice-view'
import { Overview } from '@/components/overview/overview'
import { invoices, longName, snapshot, zone } from './sample'
import { Section } from './section'

const at = '2026-11-21T08:12:00Z'

export const CustomerScreens = () => (
  <>
    <Section id="overview" title="Overview">
      <Overview
        orgName={longName}
        month="2026-11"
        asOf={at}
        zone={zone}
        estimate={{
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
        invoicesHref="#invoices"
        tenants={[
          {
            name: 'acme-production-europe-west6-documents-and-sandboxes',
            state: 'active',
            skills: ['ocr', 'translate', 'redact'],
          },
          { name: 'acme-dev', state: 'suspended', skills: [] },
        ]}
      />
    </Section>
    <Section id="overview-empty" title="Overview, nothing yet">
      <Overview
        orgName="Globex"
        month="2026-11"
        asOf={at}
        zone={zone}
        estimate={{ currency: 'CHF', rows: [], total: '0.00' }}
        openInvoices={[]}
        openTotals={[]}
        invoicesHref="#invoices"
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
