export type TenantState = 'active' | 'suspended' | 'deleted'
export type TenantSummary = { readonly name: string; readonly state: TenantState; readonly skills: readonly string[] }

/** A tenant's state in one word; a deleted one is nothing else any more. */
export const tenantState = ({ alive, suspended }: { alive: boolean; suspended: boolean }): TenantState => {
  if (!alive) return 'deleted'
  return suspended ? 'suspended' : 'active'
}
