import { stay } from '@/app/docs/design/actions'
import { invoices, longName } from '@/app/docs/design/sample'
import { InvoiceList } from '@/components/invoices/invoice-list'
import { CustomerShell } from '@/components/shell/customer-shell'

/** The customer's frame around a list. */
const CustomerShellPage = () => (
  <CustomerShell
    org={{ id: 'vereinigte', name: longName }}
    orgs={[
      { id: 'vereinigte', name: longName },
      { id: 'globex', name: 'Globex' },
    ]}
    user={{ name: 'Anna Keller', email: 'anna.keller@vereinigte-dokumente.example' }}
    signOut={stay}
    demo
    admin
  >
    <InvoiceList base="/docs/design/shell" filter="all" items={invoices} />
  </CustomerShell>
)

export default CustomerShellPage
