/** What the schedulers of these tests prove themselves with. */
export const cronSecret = 'e2e-scheduler-6f1c9a2b'
