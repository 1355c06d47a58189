/** The source that is the portal's own roll-up; nobody can report under its name. */
export const portalSource = 'portal'
