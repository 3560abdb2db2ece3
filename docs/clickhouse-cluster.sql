CREATE TABLE IF NOT EXISTS `signpost`.`sign_in_local` ON CLUSTER '{cluster}' (
  `time` Int64 CODEC(Delta, ZSTD(1)),
  `id` String CODEC(ZSTD(1)),
  `version` UInt64 CODEC(Delta, ZSTD(1)),
  `is_deleted` UInt8,
  `form` LowCardinality(String),
  `body` String CODEC(ZSTD(3)),
  `raw` String CODEC(ZSTD(3)),
  `createdDateTime` DateTime64(3, 'UTC') ALIAS fromUnixTimestamp64Milli(time, 'UTC'),
  `type` LowCardinality(String),
  `typeFolded` LowCardinality(String),
  `status` LowCardinality(String),
  `statusFolded` LowCardinality(String),
  `errorCode` LowCardinality(String),
  `user` LowCardinality(String),
  `userName` LowCardinality(String),
  `userAlias` LowCardinality(String),
  `userFolded` LowCardinality(String),
  `userNameFolded` LowCardinality(String),
  `userWords` LowCardinality(String),
  `userAliases` Array(LowCardinality(String)),
  `userType` LowCardinality(String),
  `userTypeFolded` LowCardinality(String),
  `app` LowCardinality(String),
  `appName` LowCardinality(String),
  `appAlias` LowCardinality(String),
  `appFolded` LowCardinality(String),
  `appNameFolded` LowCardinality(String),
  `appWords` LowCardinality(String),
  `appAliases` Array(LowCardinality(String)),
  `resource` LowCardinality(String),
  `resourceName` LowCardinality(String),
  `resourceAlias` LowCardinality(String),
  `resourceFolded` LowCardinality(String),
  `resourceNameFolded` LowCardinality(String),
  `resourceWords` LowCardinality(String),
  `resourceAliases` Array(LowCardinality(String)),
  `resourceId` LowCardinality(String),
  `resourceIdFolded` LowCardinality(String),
  `servicePrincipal` LowCardinality(String),
  `servicePrincipalName` LowCardinality(String),
  `servicePrincipalAlias` LowCardinality(String),
  `servicePrincipalFolded` LowCardinality(String),
  `servicePrincipalNameFolded` LowCardinality(String),
  `servicePrincipalWords` LowCardinality(String),
  `servicePrincipalAliases` Array(LowCardinality(String)),
  `managedIdentity` LowCardinality(String),
  `managedIdentityName` LowCardinality(String),
  `managedIdentityAlias` LowCardinality(String),
  `managedIdentityFolded` LowCardinality(String),
  `managedIdentityNameFolded` LowCardinality(String),
  `managedIdentityWords` LowCardinality(String),
  `managedIdentityAliases` Array(LowCardinality(String)),
  `ip` String,
  `ipFolded` String,
  `ipComparable` String,
  `city` LowCardinality(String),
  `cityFolded` LowCardinality(String),
  `state` LowCardinality(String),
  `stateFolded` LowCardinality(String),
  `country` LowCardinality(String),
  `countryFolded` LowCardinality(String),
  `coordinates` LowCardinality(String),
  `coordinatesFolded` LowCardinality(String),
  `clientApp` LowCardinality(String),
  `clientAppFolded` LowCardinality(String),
  `clientKind` LowCardinality(String),
  `clientKindFolded` LowCardinality(String),
  `os` LowCardinality(String),
  `osFolded` LowCardinality(String),
  `browser` LowCardinality(String),
  `browserFolded` LowCardinality(String),
  `device` LowCardinality(String),
  `deviceName` LowCardinality(String),
  `deviceAlias` LowCardinality(String),
  `deviceFolded` LowCardinality(String),
  `deviceNameFolded` LowCardinality(String),
  `deviceWords` LowCardinality(String),
  `deviceAliases` Array(LowCardinality(String)),
  `compliant` LowCardinality(String),
  `managed` LowCardinality(String),
  `conditionalAccess` LowCardinality(String),
  `conditionalAccessFolded` LowCardinality(String),
  `policy` Array(LowCardinality(String)),
  `policyName` Array(LowCardinality(String)),
  `policyAlias` Array(LowCardinality(String)),
  `policyFolded` Array(LowCardinality(String)),
  `policyNameFolded` Array(LowCardinality(String)),
  `policyWords` Array(LowCardinality(String)),
  `policyAliases` Array(LowCardinality(String)),
  `policyResult` Array(LowCardinality(String)),
  `policyResultFolded` Array(LowCardinality(String)),
  `policyOutcome` Array(LowCardinality(String)),
  `policyOutcomeName` Array(LowCardinality(String)),
  `policyOutcomeAlias` Array(LowCardinality(String)),
  `policyOutcomeFolded` Array(LowCardinality(String)),
  `policyOutcomeNameFolded` Array(LowCardinality(String)),
  `policyOutcomeWords` Array(LowCardinality(String)),
  `policyOutcomeAliases` Array(LowCardinality(String)),
  `mfa` LowCardinality(String),
  `mfaFolded` LowCardinality(String),
  `mfaHow` LowCardinality(String),
  `mfaHowFolded` LowCardinality(String),
  `authMethod` Array(LowCardinality(String)),
  `authMethodFolded` Array(LowCardinality(String)),
  `promptReason` Array(LowCardinality(String)),
  `promptReasonFolded` Array(LowCardinality(String)),
  `mfaRequiredBy` Array(LowCardinality(String)),
  `mfaRequiredByFolded` Array(LowCardinality(String)),
  `protocol` LowCardinality(String),
  `protocolFolded` LowCardinality(String),
  `risk` LowCardinality(String),
  `riskFolded` LowCardinality(String),
  `riskState` LowCardinality(String),
  `riskStateFolded` LowCardinality(String),
  `riskEvent` Array(LowCardinality(String)),
  `riskEventFolded` Array(LowCardinality(String)),
  `location` Array(LowCardinality(String)),
  `locationFolded` Array(LowCardinality(String)),
  `homeTenant` LowCardinality(String),
  `homeTenantFolded` LowCardinality(String),
  `resourceTenant` LowCardinality(String),
  `resourceTenantFolded` LowCardinality(String),
  `sessionId` String,
  `sessionIdFolded` String,
  `asn` LowCardinality(String),
  `flagged` LowCardinality(String),
  `agent` LowCardinality(String),
  `idFolded` String,
  `originalRequestId` String,
  `originalRequestIdFolded` String,
  `correlationId` String,
  `correlationIdFolded` String,
  `userAgent` LowCardinality(String),
  `userAgentFolded` LowCardinality(String),
  `failureReason` LowCardinality(String),
  `failureReasonFolded` LowCardinality(String),
  `mfaDetail` LowCardinality(String),
  `mfaDetailFolded` LowCardinality(String),
  INDEX byId `idFolded` TYPE bloom_filter(0.001) GRANULARITY 1,
  INDEX byCorrelationId `correlationIdFolded` TYPE bloom_filter(0.001) GRANULARITY 1,
  INDEX byAddress `ipComparable` TYPE bloom_filter(0.01) GRANULARITY 1
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', version, is_deleted)
PARTITION BY toYYYYMM(fromUnixTimestamp64Milli(time, 'UTC'))
ORDER BY (time, id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS `signpost`.`sign_in` ON CLUSTER '{cluster}' AS `signpost`.`sign_in_local`
ENGINE = Distributed('{cluster}', 'signpost', 'sign_in_local', cityHash64(id));

CREATE TABLE IF NOT EXISTS `signpost`.`sign_in_time_local` ON CLUSTER '{cluster}' (
  `id` String CODEC(ZSTD(1)),
  `time` Int64 CODEC(ZSTD(1))
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (id, time)
SETTINGS index_granularity = 256, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS `signpost`.`sign_in_time` ON CLUSTER '{cluster}' AS `signpost`.`sign_in_time_local`
ENGINE = Distributed('{cluster}', 'signpost', 'sign_in_time_local', cityHash64(id));

CREATE TABLE IF NOT EXISTS `signpost`.`authentication_detail_local` ON CLUSTER '{cluster}' (
  `signInId` String,
  `detail` String,
  `day` Nullable(Int32),
  `version` UInt64
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', version)
ORDER BY (signInId, detail)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS `signpost`.`authentication_detail` ON CLUSTER '{cluster}' AS `signpost`.`authentication_detail_local`
ENGINE = Distributed('{cluster}', 'signpost', 'authentication_detail_local', cityHash64(signInId));

CREATE TABLE IF NOT EXISTS `signpost`.`quarantine_local` ON CLUSTER '{cluster}' (
  `hash` String,
  `reason` String,
  `source` String,
  `raw` String CODEC(ZSTD(3)),
  `day` Int32
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY hash
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS `signpost`.`quarantine` ON CLUSTER '{cluster}' AS `signpost`.`quarantine_local`
ENGINE = Distributed('{cluster}', 'signpost', 'quarantine_local', cityHash64(hash));

CREATE TABLE IF NOT EXISTS `signpost`.`cursor_local` ON CLUSTER '{cluster}' (
  `name` String,
  `value` String,
  `version` UInt64
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', version)
ORDER BY name
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS `signpost`.`cursor` ON CLUSTER '{cluster}' AS `signpost`.`cursor_local`
ENGINE = Distributed('{cluster}', 'signpost', 'cursor_local', cityHash64(name));

CREATE TABLE IF NOT EXISTS `signpost`.`schema_version_local` ON CLUSTER '{cluster}' (
  `version` UInt32
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY version
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS `signpost`.`schema_version` ON CLUSTER '{cluster}' AS `signpost`.`schema_version_local`
ENGINE = Distributed('{cluster}', 'signpost', 'schema_version_local', cityHash64(version));

INSERT INTO `signpost`.`schema_version` VALUES (1);
