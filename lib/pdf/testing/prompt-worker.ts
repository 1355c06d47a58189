import { listen } from '@/lib/pdf/worker/listen'

/** A worker that does not let others go first: on a busy machine a test would wait for it without end. */
listen()
