# A standalone cluster on this machine: a master and workers of one core each. Sourced from the root by scripts that set
# `workers` and `memory` (of an executor). Sets `folder`, `runtime` (class path), `master` and the function `cluster`.
folder=$(mktemp -d)
processes=()
trap 'kill "${processes[@]}" 2>/dev/null || true; rm -rf "$folder"' EXIT
version=$(sed -n 's#.*<version>\(.*-SNAPSHOT\)</version>.*#\1#p' pom.xml | head -1)
for module in runtime spark; do
  mvn -q -pl recsim-$module dependency:build-classpath -DincludeScope=runtime -Dmdep.outputFile="$folder/$module"
done
cp recsim-*/target/recsim-{runtime,spark}-"$version.jar" "$folder"
runtime=$folder/recsim-runtime-$version.jar:$(cat "$folder/runtime")
spark=$folder/recsim-spark-$version.jar:$(cat "$folder/spark")
mkdir "$folder/jars"
tr ':' '\n' <"$folder/spark" | grep -v recsim- | xargs -I{} ln -s {} "$folder/jars/"
opens=()
for name in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent \
  java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar; do
  opens+=("--add-opens=java.base/$name=ALL-UNNAMED")
done
export SPARK_HOME=$folder SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1 OMP_NUM_THREADS=1
daemon() {
  local name=$1 line=$2
  shift 2
  java "${opens[@]}" -Xmx256m -Dspark.master.rest.enabled=false -cp "$folder/jars/*" "$@" --host 127.0.0.1 --port 0 \
    --webui-port 0 "${master[@]}" >"$folder/$name.log" 2>&1 &
  processes+=($!)
  until grep -q "$line" "$folder/$name.log"; do sleep 0.2; done
}
master=()
daemon master 'Starting Spark master at' org.apache.spark.deploy.master.Master
master=("$(grep -o 'spark://[^ ,]*' "$folder/master.log" | head -1)")
for i in $(seq "$workers"); do
  daemon worker-$i 'Successfully registered' org.apache.spark.deploy.worker.Worker --cores 1 --memory "$memory" \
    --work-dir "$folder/work-$i"
done
# As the plugin starts it; a word a line.
printf '%s\n' java "${opens[@]}" -cp "$spark" dev.recsim.spark.SparkDriver >"$folder/driver"

# CPU seconds of the cluster: its processes' own, and those of their executors that have ended.
cluster() {
  local sum=0 each
  for each in "${processes[@]}"; do
    sum=$((sum + $(awk '{print $14 + $15 + $16 + $17}' "/proc/$each/stat")))
  done
  awk -v ticks="$sum" -v hertz="$(getconf CLK_TCK)" 'BEGIN {print ticks / hertz}'
}
