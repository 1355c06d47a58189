import type { PortalConfigurationRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'

const defaultId = 'bpc_1EmulatorDefaultConfiguration'

/** The configuration that holds where none is named. It is there from the start, as if saved in the dashboard. */
export const defaultConfiguration = async (work: Work): Promise<PortalConfigurationRecord> => {
  const kept = await work.get('billing_portal.configuration', defaultId)
  if (kept) return kept
  const made: PortalConfigurationRecord = {
    id: defaultId,
    created: work.now,
    updated: work.now,
    active: true,
    isDefault: true,
    name: null,
    defaultReturnUrl: null,
    headline: null,
    privacyPolicyUrl: null,
    termsOfServiceUrl: null,
    methodUpdates: true,
    metadata: {},
  }
  work.put('billing_portal.configuration', made)
  return made
}
