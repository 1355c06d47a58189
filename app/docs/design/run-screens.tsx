import { AdminInvoices } from '@/components/admin/admin-invoices'
import { InvoiceRunForm } from '@/components/admin/invoice-run-form'
import { RunPreview } from '@/components/admin/run-preview'
import { refuseEverything } from './actions'
import { invoices, longName, organizations, snapshot } from './sample'
import { Section } from './section'

/** The invoice run and the invoices of all organizations. */
export const RunScreens = () => (
  <Section id="run" title="Invoice run">
    <InvoiceRunForm
      months={['2026-10', '2026-09']}
      month="2026-10"
      query=""
      orgs={['vereinigte-dokumente', 'globex']}
    />
    <RunPreview
      items={[
        {
          org: 'globex',
          name: 'Globex',
          ok: false,
          code: 'already_invoiced',
          message: 'October 2026 is already invoiced for this organization.',
          link: { href: '#run', label: 'Invoice 2026-000119' },
        },
        {
          org: 'vereinigte-dokumente',
          name: longName,
          ok: true,
          snapshot: { ...snapshot, treatment: 'reverse_charge' },
        },
      ]}
      issue={refuseEverything}
    />
    <AdminInvoices
      filters={{ orgs: organizations, months: ['2026-10', '2026-09'], org: '', status: 'open', month: '' }}
      items={invoices.map((item) => ({ ...item, org: 'globex', orgName: longName }))}
      today="2026-11-21"
      filesHref="#run"
      markPaid={refuseEverything}
    />
  </Section>
)
