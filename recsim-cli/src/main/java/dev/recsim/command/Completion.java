package dev.recsim.command;

import dev.recsim.cli.options.Verb;
import dev.recsim.cli.options.VerbOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Scripts that complete verbs, options and names of experiments in a shell. */
final class Completion {
  private static final String BASH =
      """
      _recsim() {
        local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words
        COMPREPLY=()
        if [ "$COMP_CWORD" -eq 1 ]; then
          COMPREPLY=($(compgen -W "%s" -- "$cur"))
          return
        fi
        if [ "$cur" = "=" ] || [ "$prev" = "=" ]; then
          [ "$prev" = "=" ] && prev=${COMP_WORDS[COMP_CWORD-2]} || cur=
          if [ "$prev" = "--experiment" ]; then
            words=$(cd experiments 2>/dev/null && ls *.yaml 2>/dev/null)
            COMPREPLY=($(compgen -W "${words//.yaml/}" -- "$cur"))
          fi
          return
        fi
        case ${COMP_WORDS[1]} in
      %s    *) words= ;;
        esac
        COMPREPLY=($(compgen -W "$words" -- "$cur"))
        case ${COMPREPLY[0]} in *=) compopt -o nospace 2>/dev/null ;; esac
      }
      complete -o default -F _recsim recsim
      """;

  private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

  private Completion() {}

  /** The script of a shell. */
  static String of(List<String> words) throws Refused {
    if (words.size() != 1 || !SHELLS.contains(words.get(0))) {
      throw new Refused("write recsim completion bash, zsh or fish");
    }
    return switch (words.get(0)) {
      case "bash" -> bash();
      case "zsh" -> "autoload -U +X bashcompinit && bashcompinit\n" + bash();
      default -> fish();
    };
  }

  /** The options of each verb; those that need a value end with {@code =}. */
  private static Map<String, List<String>> options() {
    Map<String, List<String>> options = new TreeMap<>();
    for (String name : Verb.names()) {
      List<VerbOption> words = Verb.of(name).orElseThrow().words();
      options.put(name, words.stream().map(it -> it.name() + (it.isFlag() ? "" : "=")).toList());
    }
    return options;
  }

  private static Map<String, List<String>> others() {
    return Map.of(ModuleFolders.VERB, ModuleFolders.NAMES, "completion", SHELLS);
  }

  private static String bash() {
    StringBuilder cases = new StringBuilder();
    options().forEach((verb, words) -> cases.append(one(verb, "--" + String.join(" --", words))));
    new TreeMap<>(others())
        .forEach((verb, words) -> cases.append(one(verb, String.join(" ", words))));
    return BASH.formatted(verbs(), cases);
  }

  private static String one(String verb, String words) {
    return "    %s) words=\"%s\" ;;%n".formatted(verb, words);
  }

  private static String verbs() {
    List<String> verbs = new ArrayList<>(Verb.names());
    verbs.addAll(Recsim.OTHERS);
    return String.join(" ", verbs);
  }

  private static String fish() {
    StringBuilder lines = new StringBuilder("complete -c recsim -f -n __fish_use_subcommand -a '");
    lines.append(verbs()).append("'\n");
    options()
        .forEach(
            (verb, words) ->
                words.forEach(
                    word ->
                        lines.append(
                            "complete -c recsim -n '__fish_seen_subcommand_from %s' -l %s%s%n"
                                .formatted(
                                    verb,
                                    word.replace("=", ""),
                                    word.endsWith("=") ? " -r" : ""))));
    new TreeMap<>(others())
        .forEach(
            (verb, words) ->
                lines.append(
                    "complete -c recsim -f -n '__fish_seen_subcommand_from %s' -a '%s'%n"
                        .formatted(verb, String.join(" ", words))));
    return lines.toString();
  }
}
