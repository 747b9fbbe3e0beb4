-- what ended on 2026-11-21, UTC
WITH lines AS (
  SELECT
    nullif(nullif("interface_id", '-'), '') AS interface_id,
    nullif(nullif("srcaddr", '-'), '') AS srcaddr,
    nullif(nullif("dstaddr", '-'), '') AS dstaddr,
    CAST("srcport" AS bigint) AS srcport,
    CAST("dstport" AS bigint) AS dstport,
    CAST("protocol" AS bigint) AS protocol,
    CAST("packets" AS bigint) AS packets,
    CAST("bytes" AS bigint) AS bytes,
    CAST("start" AS bigint) AS start_second,
    CAST("end" AS bigint) AS end_second,
    nullif(nullif("action", '-'), '') AS action,
    nullif(nullif("log_status", '-'), '') AS log_status,
    CAST("tcp_flags" AS bigint) AS tcp_flags,
    nullif(nullif("flow_direction", '-'), '') AS flow_direction,
    nullif(nullif("pkt_srcaddr", '-'), '') AS pkt_srcaddr,
    nullif(nullif("pkt_dstaddr", '-'), '') AS pkt_dstaddr,
    nullif(nullif("pkt_src_aws_service", '-'), '') AS pkt_src_aws_service,
    nullif(nullif("pkt_dst_aws_service", '-'), '') AS pkt_dst_aws_service,
    CAST("traffic_path" AS bigint) AS traffic_path,
    nullif(nullif("account_id", '-'), '') AS account_id,
    nullif(nullif("region", '-'), '') AS region,
    nullif(nullif("vpc_id", '-'), '') AS vpc_id,
    nullif(nullif("subnet_id", '-'), '') AS subnet_id,
    nullif(nullif("instance_id", '-'), '') AS instance_id,
    CAST(NULL AS varchar) AS ecs_service_name,
    CAST(NULL AS varchar) AS asg_tag,
    CAST(NULL AS varchar) AS interface_type,
    nullif(regexp_extract("$path", '[0-9]{12}_vpcflowlogs_[a-z0-9-]{1,32}_(fl-[0-9a-zA-Z]{1,64})_[0-9]{8}T[0-9]{4}Z_[^/]*$', 1), '') AS flow_log,
    false AS is_broken
  FROM "hive"."logs"."vpc_flow_logs"
  WHERE "date" = DATE '2026-11-21'
    AND (CAST("end" AS bigint) IS NULL OR "end" >= 1795219200 AND "end" < 1795305600)
    AND (nullif(nullif("account_id", '-'), '') IS NULL OR nullif(nullif("account_id", '-'), '') IN ('111122223333', 'unknown'))
), sound AS (
  SELECT *,
    is_broken
      OR NOT (coalesce(srcport BETWEEN 0 AND 65535, true) AND coalesce(dstport BETWEEN 0 AND 65535, true)
        AND coalesce(protocol BETWEEN 0 AND 255, true) AND coalesce(tcp_flags BETWEEN 0 AND 65535, true)
        AND coalesce(traffic_path BETWEEN 0 AND 65535, true)
        AND coalesce(packets >= 0, true) AND coalesce(bytes >= 0, true)
        AND coalesce(start_second BETWEEN 0 AND 253402300799, true) AND coalesce(end_second BETWEEN 0 AND 253402300799, true)) AS is_malformed,
    CASE WHEN protocol = 6 AND tcp_flags IS NOT NULL
      THEN CASE bitwise_and(tcp_flags, 18) WHEN 2 THEN 2 WHEN 18 THEN 18 ELSE 0 END END AS flags,
    CASE WHEN srcport IS NULL OR srcport > 65535 THEN NULL
      WHEN srcport < 1024 OR srcport IN (
        1080, 1194, 1433, 1434, 1521, 1522, 1645, 1646, 1701, 1720, 1723, 1812, 1813, 1883, 1935, 2049, 2181, 2375,
        2376, 2377, 2379, 2380, 2484, 2888, 3000, 3128, 3260, 3268, 3269, 3306, 3307, 3389, 3478, 3479, 3544, 3690,
        3799, 3888, 4000, 4317, 4318, 4369, 4443, 4444, 4500, 4505, 4506, 4646, 4647, 4648, 4789, 5000, 5001, 5044,
        5060, 5061, 5222, 5269, 5349, 5353, 5355, 5432, 5433, 5439, 5601, 5666, 5671, 5672, 5900, 5938, 5984, 5985,
        5986, 6081, 6379, 6380, 6432, 6443, 6514, 6666, 6667, 6783, 6831, 7000, 7001, 7077, 7199, 7474, 7687, 7946,
        8000, 8008, 8009, 8020, 8042, 8080, 8081, 8082, 8083, 8086, 8088, 8089, 8125, 8126, 8172, 8182, 8200, 8201,
        8300, 8301, 8302, 8333, 8400, 8443, 8472, 8500, 8501, 8530, 8531, 8600, 8649, 8834, 8883, 8888, 8889, 9000,
        9001, 9042, 9090, 9091, 9092, 9093, 9094, 9095, 9096, 9097, 9098, 9099, 9100, 9142, 9160, 9182, 9200, 9300,
        9301, 9389, 9411, 9418, 9443, 9600, 9901, 9997, 9998, 9999, 10000, 10050, 10051, 10250, 10255, 10256, 10257,
        10259, 11211, 11311, 11434, 14250, 14268, 15672, 16379, 16686, 18080, 19302, 20000, 24224, 25565, 25672,
        26257, 26379, 27017, 27018, 27019, 28015, 30303, 31337) THEN 0 WHEN srcport < 32768 THEN 1 ELSE 2 END AS source_rank,
    CASE WHEN dstport IS NULL OR dstport > 65535 THEN NULL
      WHEN dstport < 1024 OR dstport IN (
        1080, 1194, 1433, 1434, 1521, 1522, 1645, 1646, 1701, 1720, 1723, 1812, 1813, 1883, 1935, 2049, 2181, 2375,
        2376, 2377, 2379, 2380, 2484, 2888, 3000, 3128, 3260, 3268, 3269, 3306, 3307, 3389, 3478, 3479, 3544, 3690,
        3799, 3888, 4000, 4317, 4318, 4369, 4443, 4444, 4500, 4505, 4506, 4646, 4647, 4648, 4789, 5000, 5001, 5044,
        5060, 5061, 5222, 5269, 5349, 5353, 5355, 5432, 5433, 5439, 5601, 5666, 5671, 5672, 5900, 5938, 5984, 5985,
        5986, 6081, 6379, 6380, 6432, 6443, 6514, 6666, 6667, 6783, 6831, 7000, 7001, 7077, 7199, 7474, 7687, 7946,
        8000, 8008, 8009, 8020, 8042, 8080, 8081, 8082, 8083, 8086, 8088, 8089, 8125, 8126, 8172, 8182, 8200, 8201,
        8300, 8301, 8302, 8333, 8400, 8443, 8472, 8500, 8501, 8530, 8531, 8600, 8649, 8834, 8883, 8888, 8889, 9000,
        9001, 9042, 9090, 9091, 9092, 9093, 9094, 9095, 9096, 9097, 9098, 9099, 9100, 9142, 9160, 9182, 9200, 9300,
        9301, 9389, 9411, 9418, 9443, 9600, 9901, 9997, 9998, 9999, 10000, 10050, 10051, 10250, 10255, 10256, 10257,
        10259, 11211, 11311, 11434, 14250, 14268, 15672, 16379, 16686, 18080, 19302, 20000, 24224, 25565, 25672,
        26257, 26379, 27017, 27018, 27019, 28015, 30303, 31337) THEN 0 WHEN dstport < 32768 THEN 1 ELSE 2 END AS destination_rank
  FROM lines
), timed AS (
  SELECT *,
    sign(destination_rank - source_rank) AS leaning,
    CASE WHEN NOT is_malformed THEN coalesce(start_second, end_second) END AS first_second,
    CASE WHEN NOT is_malformed THEN greatest(coalesce(start_second, end_second), coalesce(end_second, start_second)) END AS last_second
  FROM sound
), dated AS (
  SELECT *,
    first_second - mod(first_second, 86400) AS midnight,
    coalesce(action = 'REJECT' AND flow_direction = 'ingress', false) AS is_refused_here,
    CASE
      WHEN protocol IS NULL OR action IS NULL OR action NOT IN ('ACCEPT', 'REJECT') THEN 'both'
      WHEN protocol NOT IN (6, 17) THEN 'neither'
      WHEN leaning IS NULL THEN 'both'
      WHEN action = 'REJECT' AND flow_direction = 'ingress' THEN 'neither'
      WHEN action = 'REJECT' OR flags = 2 THEN 'destination'
      WHEN flags = 18 THEN 'source'
      WHEN leaning < 0 THEN 'destination'
      WHEN leaning > 0 THEN 'source'
      ELSE 'both'
    END AS service
  FROM timed
), filed AS (
  SELECT *,
    CASE WHEN service <> 'neither' AND coalesce(flags, 0) <> 18 THEN leaning END AS kept_leaning,
    CASE WHEN service IN ('source', 'both') THEN srcport END AS kept_srcport,
    CASE WHEN service IN ('destination', 'both') THEN dstport END AS kept_dstport,
    CASE WHEN is_refused_here AND srcaddr IS NOT NULL THEN '*' ELSE srcaddr END AS kept_srcaddr,
    CASE WHEN is_refused_here AND pkt_srcaddr IS NOT NULL THEN '*' ELSE pkt_srcaddr END AS kept_pkt_srcaddr,
    CASE
      WHEN action = 'ACCEPT' AND service = 'destination' AND (flags IS NULL OR flags <> 2 OR leaning >= 0) THEN srcport
      WHEN action = 'ACCEPT' AND service = 'source' AND (flags IS NULL OR flags <> 18) THEN dstport
    END AS opposite,
    bitwise_left_shift(CAST(2 AS bigint), CAST(least(23, floor(least(131070, last_second - midnight) / 3600)) AS integer))
      - bitwise_left_shift(CAST(1 AS bigint), CAST(floor((first_second - midnight) / 3600) AS integer)) AS hours
  FROM dated
), counted AS (
  SELECT
    interface_id, flow_log, midnight, protocol, action, log_status, flow_direction, flags, traffic_path, is_malformed,
    kept_srcaddr, dstaddr, kept_pkt_srcaddr, pkt_dstaddr, service, kept_leaning, kept_srcport, kept_dstport, opposite,
    count(*) AS records, bitwise_or_agg(hours) AS hours,
    sum(CAST(bytes AS decimal(38, 0))) AS bytes,
    sum(CAST(CASE WHEN packets > 4294967295 THEN 4294967295 ELSE packets END AS decimal(38, 0))) AS packets,
    min(first_second) AS first_second, max(last_second) AS last_second,
    min(srcaddr) AS srcaddr, min(pkt_srcaddr) AS pkt_srcaddr, min(srcport) AS srcport, min(dstport) AS dstport,
    min(pkt_src_aws_service) AS pkt_src_aws_service, min(pkt_dst_aws_service) AS pkt_dst_aws_service,
    min(account_id) AS account_id, min(region) AS region, min(vpc_id) AS vpc_id, min(subnet_id) AS subnet_id,
    min(instance_id) AS instance_id, min(ecs_service_name) AS ecs_service_name, min(asg_tag) AS asg_tag,
    min(interface_type) AS interface_type
  FROM filed
  GROUP BY interface_id, flow_log, midnight, protocol, action, log_status, flow_direction, flags, traffic_path, is_malformed,
    kept_srcaddr, dstaddr, kept_pkt_srcaddr, pkt_dstaddr, service, kept_leaning, kept_srcport, kept_dstport, opposite
)
SELECT
  CAST(sum(records) AS varchar) AS weir_records,
  CASE WHEN is_malformed THEN '1' ELSE '0' END AS weir_malformed,
  CAST(bitwise_or_agg(hours) AS varchar) AS weir_hours,
  flow_log AS weir_flow_log,
  CASE service WHEN 'destination' THEN 'srcport' WHEN 'source' THEN 'dstport' END AS weir_port,
  array_join(slice(array_agg(opposite) FILTER (WHERE opposite IS NOT NULL), 1, 17), ' ') AS weir_ports,
  interface_id AS "interface_id",
  min(srcaddr) AS "srcaddr",
  dstaddr AS "dstaddr",
  CAST(min(srcport) AS varchar) AS "srcport",
  CAST(min(dstport) AS varchar) AS "dstport",
  CAST(protocol AS varchar) AS "protocol",
  CAST(least(coalesce(sum(packets), 0), CAST(4294967295 AS decimal(38, 0))) AS varchar) AS "packets",
  CAST(least(coalesce(sum(bytes), 0), CAST(9223372036854775807 AS decimal(38, 0))) AS varchar) AS "bytes",
  CAST(min(first_second) AS varchar) AS "start",
  CAST(max(last_second) AS varchar) AS "end",
  action AS "action",
  log_status AS "log_status",
  CAST(flags AS varchar) AS "tcp_flags",
  flow_direction AS "flow_direction",
  min(pkt_srcaddr) AS "pkt_srcaddr",
  pkt_dstaddr AS "pkt_dstaddr",
  min(pkt_src_aws_service) AS "pkt_src_aws_service",
  min(pkt_dst_aws_service) AS "pkt_dst_aws_service",
  CAST(traffic_path AS varchar) AS "traffic_path",
  min(account_id) AS "account_id",
  min(region) AS "region",
  min(vpc_id) AS "vpc_id",
  min(subnet_id) AS "subnet_id",
  min(instance_id) AS "instance_id"
FROM counted
GROUP BY interface_id, flow_log, midnight, protocol, action, log_status, flow_direction, flags, traffic_path, is_malformed,
  kept_srcaddr, dstaddr, kept_pkt_srcaddr, pkt_dstaddr, service, kept_leaning, kept_srcport, kept_dstport
