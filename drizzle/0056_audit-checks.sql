CREATE TABLE "audit_checks" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"sequence" bigint NOT NULL,
	"hash" text NOT NULL,
	"again_sequence" bigint NOT NULL,
	"again_hash" text NOT NULL,
	"checked_at" timestamp with time zone,
	"whole_at" timestamp with time zone,
	"broken_at" bigint,
	CONSTRAINT "audit_checks_is_one" CHECK ("audit_checks"."id" = 1)
);
