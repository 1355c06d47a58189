/** The roles of an organization, the mightiest first. */
export const roles = ['owner', 'billing', 'member'] as const
