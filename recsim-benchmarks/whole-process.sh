#!/usr/bin/env bash
# Whole-process cost of notebook.yaml with engine java, from `java` start to exit: CPU, wall, memory.
# Call from the root after `mvn -DskipTests install`; an argument sets the seeds (default: 0).
set -euo pipefail
seeds=${1:-[0]}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mvn -q -pl recsim-runtime dependency:build-classpath -DincludeScope=runtime -Dmdep.outputFile="$folder/cp"
cp="recsim-runtime/target/recsim-runtime-$(sed -n 's#.*<version>\(.*-SNAPSHOT\)</version>.*#\1#p' pom.xml | head -1).jar:$(cat "$folder/cp")"
mkdir "$folder/experiments"
cp -r experiments/data "$folder/experiments/"
sed "s/seeds: .*/seeds: $seeds}/" experiments/notebook.yaml >"$folder/experiments/notebook.yaml"
# As the plugin forks it.
options=(-XX:+UseSerialGC -XX:Tier3InvocationThreshold=500 -XX:Tier3MinInvocationThreshold=250 -XX:Tier3CompileThreshold=3000 -XX:InlineSmallCode=400 -Xlog:cds=off -Xlog:cds+dynamic=off)
run() {
  java "${options[@]}" "$@" -cp "$cp" dev.recsim.cli.Main run \
    --experiments="$folder/experiments" --reports="$folder/reports" --force >"$folder/out"
}
run -XX:ArchiveClassesAtExit="$folder/classes.jsa"
for _ in 1 2 3; do
  TIMEFORMAT='%U s user + %S s system, %R s wall'
  time run -XX:SharedArchiveFile="$folder/classes.jsa"
done
run -XX:SharedArchiveFile="$folder/classes.jsa" -Xlog:class+load:file="$folder/loaded"
echo "classes of ND4J or DL4J loaded: $(grep -cE ' org\.(nd4j|deeplearning4j)\.' "$folder/loaded" || true)"
/usr/bin/time -f '%M KB peak memory' java "${options[@]}" -XX:SharedArchiveFile="$folder/classes.jsa" -cp "$cp" \
  dev.recsim.cli.Main run --experiments="$folder/experiments" --reports="$folder/reports" --force >/dev/null
echo "for comparison, java -version:"
time java -XX:+UseSerialGC -version 2>/dev/null
