import { benchFront } from './front'
import { benchFunding } from './funding'
import { startHealthServer } from './health-server'
import { benchHotOrg } from './hot-org'
import { benchIssue } from './issue'
import { benchPages } from './pages'
import { benchPdf } from './pdf'
import type { BenchResult } from './result'
import type { Stage } from './stage'
import { benchWebhooks } from './webhooks'

/** Every benchmark, in the order in which they are run on one stage. */
export const benches: Readonly<Record<string, (stage: Stage) => Promise<BenchResult[]>>> = {
  issue: benchIssue,
  front: benchFront,
  funding: benchFunding,
  'hot-org': benchHotOrg,
  webhooks: benchWebhooks,
  pages: benchPages,
  pdf: async (stage) => benchPdf(stage.extent(100, 2), await startHealthServer(stage)),
}
