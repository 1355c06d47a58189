import type { Metadata } from 'next'
import { ApiKeys } from '@/components/admin/api-keys'
import { CreateKeyDialog } from '@/components/admin/create-key-dialog'
import type { Scope } from '@/lib/core/access/permit'
import { readPage } from '@/lib/http/page'
import { adminApiKeys } from '@/lib/reads/admin-api-keys'
import { createApiKey, revokeApiKey } from './actions'
import { Header } from './header'

export const metadata: Metadata = { title: 'API keys' }

const scopeLabels: Readonly<Record<Scope, string>> = {
  'usage:write': 'Report usage',
  'usage:read': 'Read usage and spend',
  'gate:check': 'Ask the gate and reserve',
  'tenants:write': 'Report tenants, skills and suspensions',
  'backfill:write': 'Mirror every live tenant',
  'funds:write': 'Grant credit, set billers and limits',
  'compute:write': 'Save compute settings',
  'refunds:write': 'See and refund what was bought',
}

const ApiKeysPage = async () => {
  const { keys, scopes, orgs, zone } = await readPage(adminApiKeys)
  return (
    <>
      <Header
        actions={
          <CreateKeyDialog
            scopes={scopes.map((id) => ({ id, label: scopeLabels[id] }))}
            orgs={orgs}
            create={createApiKey}
          />
        }
      />
      <ApiKeys keys={keys} zone={zone} revoke={revokeApiKey} />
    </>
  )
}

export default ApiKeysPage
