import { jobs } from './index'

/** What Vercel is told: to call every job by its schedule. It is the file `vercel.json`. */
export const vercelConfig = {
  $schema: 'https://openapi.vercel.sh/vercel.json',
  framework: 'nextjs',
  crons: jobs.map(({ name, schedule }) => ({ path: `/api/cron/${name}`, schedule })),
}
