import { ApiKeys } from '@/components/admin/api-keys'
import { AuditLog } from '@/components/admin/audit-log'
import { ChainBadge } from '@/components/admin/chain-badge'
import { MembersList } from '@/components/admin/members-list'
import { OrganizationsTable } from '@/components/admin/organizations-table'
import { PriceHistory } from '@/components/admin/price-history'
import { TenantsPanel } from '@/components/admin/tenants-panel'
import { InvoiceList } from '@/components/invoices/invoice-list'
import { InvoiceView } from '@/components/invoices/invoice-view'
import { Overview } from '@/components/overview/overview'
import { refuseEverything } from './actions'
import { invoices, longName, prices, snapshot, zone } from './sample'
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

export const AdminScreens = () => (
  <Section id="admin" title="Admin lists">
    <OrganizationsTable
      query=""
      rows={[
        {
          org: 'vereinigte-dokumente',
          name: longName,
          country: 'CH',
          payBy: 'card',
          tenants: 12,
          openAmount: '1334568225.96',
          currency: 'CHF',
          overdue: true,
        },
        {
          org: 'globex',
          name: 'Globex',
          country: 'DE',
          payBy: 'invoice',
          tenants: 1,
          openAmount: '0',
          currency: 'EUR',
          overdue: false,
        },
      ]}
    />
    <div className="grid gap-4 lg:grid-cols-2">
      <TenantsPanel
        zone={zone}
        tenants={[
          {
            name: 'acme-production-europe-west6-documents-and-sandboxes',
            state: 'suspended',
            skills: ['ocr', 'translate'],
            events: [
              { id: '3', kind: 'suspended', detail: 'unpaid invoices', at: '2026-10-19T22:40:02Z' },
              { id: '2', kind: 'enabled', detail: 'ocr', at: '2026-10-06T08:00:00Z' },
              { id: '1', kind: 'created', detail: '', at: '2026-10-05T07:12:44Z' },
            ],
          },
        ]}
      />
      <MembersList
        members={[
          { userId: '1', name: 'Anna Keller', email: 'anna.keller@vereinigte-dokumente.example', role: 'owner' },
          { userId: '2', name: 'Bruno Meier', email: 'bruno@example.org', role: 'billing' },
        ]}
      />
    </div>
    <PriceHistory
      currency="CHF"
      zone={zone}
      versions={[
        {
          ...prices,
          version: 4,
          effectiveFrom: '2027-01-01',
          state: 'scheduled',
          publishedAt: at,
          publishedBy: 'Carla Frei',
        },
        {
          ...prices,
          version: 3,
          effectiveFrom: '2026-10-01',
          state: 'current',
          publishedAt: at,
          publishedBy: 'Carla Frei',
        },
      ]}
    />
    <div>
      <ChainBadge state="intact" entries={48211} /> <ChainBadge state="broken" entries={48211} brokenAt="#1204" />
    </div>
    <AuditLog
      zone={zone}
      entries={[
        {
          id: '2',
          at,
          actor: 'Carla Frei',
          action: 'invoice.issue',
          subject: `${longName}, October 2026`,
          before: null,
          after: { number: '2026-000131', total: '1334568225.96' },
        },
        {
          id: '1',
          at,
          actor: 'usage-collector (API key)',
          action: 'org.update',
          subject: 'globex',
          before: { termsDays: 30, town: 'Bern' },
          after: { termsDays: 10, town: 'Bern' },
        },
      ]}
    />
    <ApiKeysPreview />
  </Section>
)

const ApiKeysPreview = () => (
  <ApiKeys
    zone={zone}
    keys={[
      {
        id: '1',
        name: 'usage collector',
        prefix: 'kontor_sk_3f9a',
        scopes: ['usage:write', 'tenants:write'],
        orgName: null,
        createdAt: at,
        lastUsedAt: at,
        revokedAt: null,
      },
      {
        id: '2',
        name: 'old importer',
        prefix: 'kontor_sk_77b1',
        scopes: ['usage:write'],
        orgName: longName,
        createdAt: at,
        lastUsedAt: null,
        revokedAt: at,
      },
    ]}
    revoke={refuseEverything}
  />
)
