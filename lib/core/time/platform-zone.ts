/** The zone of what concerns all orgs: admin pages, and the months that are looked back on. An org's own months use its billing zone. */
export const platformZone = 'Europe/Zurich'
