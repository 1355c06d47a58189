import { ApiKeys } from '@/components/admin/api-keys'
import { AuditLog } from '@/components/admin/audit-log'
import { ChainBadge } from '@/components/admin/chain-badge'
import { MembersList } from '@/components/admin/members-list'
import { OrganizationsTable } from '@/components/admin/organizations-table'
import { PriceHistory } from '@/components/admin/price-history'
import { TenantsPanel } from '@/components/admin/tenants-panel'
import { refuseEverything } from './actions'
import { longName, shownPrices, skillSamples, zone } from './sample'
import { Section } from './section'

const at = '2026-11-21T08:12:00Z'

/** The lists of the admin pages. */
export const AdminScreens = () => (
  <>
    <Organizations />
    <Records />
  </>
)

const Organizations = () => (
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
            skills: skillSamples(['ocr', 'translate']),
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
          {
            userId: '1',
            name: 'Anna Keller',
            email: 'anna.keller@vereinigte-dokumente.example',
            role: 'owner',
            sessions: 2,
          },
          { userId: '2', name: 'Bruno Meier', email: 'bruno@example.org', role: 'billing', sessions: 0 },
        ]}
      />
    </div>
  </Section>
)

const Records = () => (
  <Section id="records" title="Admin records">
    <PriceHistory
      currency="CHF"
      zone={zone}
      versions={[
        {
          ...shownPrices,
          version: 4,
          effectiveFrom: '2027-01-01',
          state: 'scheduled',
          publishedAt: at,
          publishedBy: 'Carla Frei',
        },
        {
          ...shownPrices,
          version: 3,
          effectiveFrom: '2026-10-01',
          state: 'current',
          publishedAt: at,
          publishedBy: 'Carla Frei',
        },
      ]}
    />
    <div>
      <ChainBadge verified={48_211n} checkedAt="2026-11-20T09:30:00Z" brokenAt={null} zone="Europe/Zurich" />{' '}
      <ChainBadge verified={1_203n} checkedAt="2026-11-20T09:30:00Z" brokenAt={1_204n} zone="Europe/Zurich" />{' '}
      <ChainBadge verified={0n} checkedAt={null} brokenAt={null} zone="Europe/Zurich" />
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
