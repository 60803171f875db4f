# Finds a JDK 25 or later; sourced by `chainrule` and `check`. Plain POSIX sh, and no Java is started where a
# JDK's `release` file tells its version.
#
#   find_jdk NAME   sets JDK to the home of the best one found, or says in NAME's name what to install and fails
#   find_mvn NAME   fails, saying what to install, when there is no Maven
#
# JAVA_HOME comes first, then `java` on the PATH, then the folders below (CHAINRULE_JDK_FOLDERS, one pattern a
# line, replaces them). JDK 25.0.3 and later are preferred to earlier 25, which can corrupt memory (JDK-8377811).

jdk_folders='/usr/lib/jvm/*
/usr/lib64/jvm/*
/usr/java/*
/opt/java*
/opt/java/*
/opt/jdk*
/opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home
/opt/homebrew/opt/openjdk/libexec/openjdk.jdk/Contents/Home
/usr/local/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home
/usr/local/opt/openjdk/libexec/openjdk.jdk/Contents/Home
/home/linuxbrew/.linuxbrew/opt/openjdk@25/libexec
/Library/Java/JavaVirtualMachines/*/Contents/Home'
[ -z "${HOME:-}" ] || jdk_folders="$jdk_folders
$HOME/Library/Java/JavaVirtualMachines/*/Contents/Home
$HOME/.sdkman/candidates/java/*
$HOME/.jdks/*
$HOME/.local/share/mise/installs/java/*
$HOME/.asdf/installs/java/*"

# Sets jdk_version to the version in the `release` file of a JDK's home, or to nothing.
jdk_read_version() {
  jdk_version=
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  while IFS= read -r jdk_line || [ -n "$jdk_line" ]; do
    case $jdk_line in
      JAVA_VERSION=*)
        jdk_version=${jdk_line#JAVA_VERSION=}
        jdk_version=${jdk_version#\"}
        jdk_version=${jdk_version%%\"*}
        ;;
    esac
  done <"$1/release"
}

# Asks a java command itself: sets jdk_home and jdk_version. For installations without a `release` file and for
# commands that only stand in for the chosen JDK.
jdk_ask() {
  jdk_home=
  jdk_version=
  jdk_answer=$("$1" -XshowSettings:properties -version 2>&1) || return 0
  jdk_home=$(printf '%s\n' "$jdk_answer" | sed -n 's/^ *java\.home = //p')
  [ -x "$jdk_home/bin/javac" ] || return 0
  jdk_version=$(printf '%s\n' "$jdk_answer" | sed -n 's/^ *java\.version = //p')
}

# Keeps the JDK at $1 of version $2 if it is of use; succeeds when there is no need to look further.
# $3 is `chosen` when the user chose it, so that a later release than 25 will do.
jdk_consider() {
  jdk_major=${2%%[!0-9]*}
  [ "${jdk_major:-0}" -ge 25 ] || return 1
  if [ "$jdk_major" -gt 25 ]; then
    [ -n "$jdk_later" ] || jdk_later=$1
    [ "$3" = chosen ]
    return
  fi
  jdk_update=${2#25}
  jdk_update=${jdk_update#.0}
  jdk_update=${jdk_update#.}
  jdk_update=${jdk_update%%[!0-9]*}
  if [ "${jdk_update:-0}" -ge 3 ]; then
    jdk_good=$1
    return 0
  fi
  [ -n "$jdk_early" ] || { jdk_early=$1 && jdk_early_version=$2; }
  return 1
}

jdk_search() {
  if [ -n "${JAVA_HOME:-}" ]; then
    jdk_read_version "$JAVA_HOME"
    jdk_home=$JAVA_HOME
    if [ -z "$jdk_version" ] && [ ! -r "$JAVA_HOME/release" ] && [ -x "$JAVA_HOME/bin/java" ]; then
      jdk_ask "$JAVA_HOME/bin/java"
    fi
    jdk_consider "$jdk_home" "$jdk_version" chosen && return
  fi

  jdk_command=$(command -v java) || jdk_command=
  # Without a JDK, /usr/bin/java on macOS only opens a dialog; java_home below knows better.
  if [ "$jdk_command" = /usr/bin/java ] && [ -x /usr/libexec/java_home ]; then jdk_command=; fi
  if [ -n "$jdk_command" ]; then
    jdk_home=$(readlink -f "$jdk_command" 2>/dev/null) || jdk_home=$jdk_command
    jdk_home=${jdk_home%/bin/java}
    jdk_read_version "$jdk_home"
    [ -n "$jdk_version" ] || [ -r "$jdk_home/release" ] || jdk_ask "$jdk_command"
    jdk_consider "$jdk_home" "$jdk_version" chosen && return
  fi

  jdk_ifs=$IFS
  IFS='
'
  # One pattern a line: split at line ends only, then expanded.
  # shellcheck disable=SC2086
  set -- ${CHAINRULE_JDK_FOLDERS-$jdk_folders}
  IFS=$jdk_ifs
  for jdk_home; do
    jdk_read_version "$jdk_home"
    jdk_consider "$jdk_home" "$jdk_version" found && return
  done

  if [ -z "${CHAINRULE_JDK_FOLDERS-}" ] && [ -x /usr/libexec/java_home ]; then
    if jdk_home=$(/usr/libexec/java_home -v 25+ 2>/dev/null); then
      jdk_read_version "$jdk_home"
      jdk_consider "$jdk_home" "$jdk_version" found && return
    fi
  fi
}

find_jdk() {
  JDK=
  jdk_good=
  jdk_later=
  jdk_early=
  jdk_search || :
  JDK=${jdk_good:-${jdk_later:-$jdk_early}}
  if [ -z "$JDK" ]; then
    cat >&2 <<MESSAGE
$1: needs a JDK 25 or later and found none in JAVA_HOME${JAVA_HOME:+ ($JAVA_HOME)}, on the PATH or in the usual folders.
Install Eclipse Temurin 25, or openjdk-25-jdk (Debian, Ubuntu), java-25-openjdk-devel (Fedora) or openjdk@25
(Homebrew), or set JAVA_HOME to the JDK 25 that you have, and run it again.
MESSAGE
    return 1
  fi
  if [ "$JDK" = "$jdk_early" ]; then
    echo "$1: JDK $jdk_early_version ($JDK) can corrupt memory under its G1 collector (JDK-8377811): please update to 25.0.3 or later." >&2
  fi
}

find_mvn() {
  command -v mvn >/dev/null && return
  echo "$1: needs Maven 3.8 or later to build, and there is no mvn on the PATH. Install the package maven (Debian, Ubuntu, Fedora, Homebrew), and run it again." >&2
  return 1
}
